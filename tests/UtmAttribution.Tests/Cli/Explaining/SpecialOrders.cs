using UtmAttribution.Cli;
using UtmAttribution.Tests.Pipeline;

namespace UtmAttribution.Tests.Cli.Explaining;

/// <summary>The sample's hand-written orders and ads alone: fewer rows are explained sooner.</summary>
public sealed class SpecialOrders : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Copies the files.</summary>
    public SpecialOrders()
    {
        foreach (var name in (string[])["shopify_orders_special.csv", "ads_insights_hourly_special.csv", "ad_accounts.csv", "fx_rates.csv"])
            File.Copy(Path.Combine(SampleRun.Source, name), _folder[name]);
    }

    /// <summary>The folder with the files.</summary>
    public string Source => _folder.Path;

    /// <summary>What is printed of an order.</summary>
    public string Explain(string order, params string[] options)
    {
        var told = ToolRun.Of(["explain", "--order", order, "--source", Source, "--quiet", .. options]);
        Assert.Equal((ExitCodes.Done, ""), (told.ExitCode, told.Error));
        return told.Output;
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}

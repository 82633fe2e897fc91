namespace UtmAttribution.Tests.Postgres;

/// <summary>A test that needs a distributed server: skipped, with the reason, where there is none.</summary>
internal sealed class CitusFactAttribute : FactAttribute
{
    public CitusFactAttribute() => Skip = CitusDatabase.Missing;
}

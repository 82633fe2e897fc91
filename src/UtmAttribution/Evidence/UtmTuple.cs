using UtmAttribution.Cleaning;

namespace UtmAttribution.Evidence;

/// <summary>The five UTM values of a visit, cleaned unless said otherwise.</summary>
internal readonly record struct UtmTuple(string? Source, string? Medium, string? Campaign, string? Content, string? Term)
{
    /// <summary>Cleans the five raw values; source and medium come out in lower case.</summary>
    public static UtmTuple Clean(string? source, string? medium, string? campaign, string? content, string? term) => new(
        UtmValue.CleanLower(source), UtmValue.CleanLower(medium), UtmValue.Clean(campaign), UtmValue.Clean(content), UtmValue.Clean(term));

    /// <summary>This tuple with its NULLs taken from another.</summary>
    public UtmTuple FilledFrom(UtmTuple other) => new(
        Source ?? other.Source, Medium ?? other.Medium, Campaign ?? other.Campaign, Content ?? other.Content, Term ?? other.Term);
}

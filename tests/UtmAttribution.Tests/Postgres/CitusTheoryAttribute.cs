namespace UtmAttribution.Tests.Postgres;

/// <summary>Tests that need a distributed server: skipped, with the reason, where there is none.</summary>
internal sealed class CitusTheoryAttribute : TheoryAttribute
{
    public CitusTheoryAttribute() => Skip = CitusDatabase.Missing;
}

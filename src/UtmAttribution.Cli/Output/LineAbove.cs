using Spectre.Console;
using Spectre.Console.Rendering;

namespace UtmAttribution.Cli.Output;

/// <summary>A line of talk that takes the place of the progress line, which is drawn again below it.</summary>
internal sealed class LineAbove(string line) : Renderable
{
    private const string EraseLine = "\e[2K";

    private readonly Text _text = new(line + "\n");

    /// <inheritdoc/>
    protected override Measurement Measure(RenderOptions options, int maxWidth) => ((IRenderable)_text).Measure(options, maxWidth);

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        ((IRenderable)_text).Render(options, maxWidth).Prepend(Segment.Control(EraseLine));
}

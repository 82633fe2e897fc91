using Spectre.Console;
using UtmAttribution.Cli.Output;

namespace UtmAttribution.Cli;

/// <summary>
/// Where the tool writes: results on stdout, talk on stderr, and what each of them can show. Colour only on a terminal and
/// without NO_COLOR; other characters than ASCII only where the locale says UTF-8.
/// </summary>
internal sealed class Terminal(TextWriter output, TextWriter error)
{
    /// <summary>Wider than any line.</summary>
    public const int Unlimited = 1_000_000;

    private const int PipeWidth = 100;
    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_CTYPE", "LANG"];
    private readonly Lock _talk = new();
    private IAnsiConsole? _live;

    /// <summary>The result.</summary>
    public TextWriter Out { get; } = output;

    /// <summary>The talk; written line by line through <see cref="Say"/>.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>Whether people see the result as it comes.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Whether people see the talk as it comes, so that a line may be rewritten in place.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Columns of the terminal; 100 where there is none.</summary>
    public int Width { get; init; } = PipeWidth;

    /// <summary>Whether characters other than ASCII can be shown.</summary>
    public bool Unicode { get; init; }

    /// <summary>Whether colour is welcome on a terminal.</summary>
    public bool Color { get; init; }

    /// <summary>Whether faults come with their stack trace, and the log on stderr.</summary>
    public bool Verbose { get; set; }

    /// <summary>The terminal, pipes or files that the process was given.</summary>
    public static Terminal OfProcess()
    {
        Func<string, string?> variable = Environment.GetEnvironmentVariable;
        var dumb = variable("TERM") == "dumb";
        var outIsTerminal = !Console.IsOutputRedirected;
        var errorIsTerminal = !Console.IsErrorRedirected;
        return new Terminal(Console.Out, Console.Error)
        {
            OutIsTerminal = outIsTerminal,
            ErrorIsTerminal = errorIsTerminal && !dumb,
            Width = outIsTerminal || errorIsTerminal ? ConsoleWidth() : PipeWidth,
            Unicode = SpeaksUnicode(OperatingSystem.IsWindows(), Console.OutputEncoding.CodePage, variable),
            Color = !dumb && string.IsNullOrEmpty(variable("NO_COLOR")),
        };
    }

    /// <summary>A renderer of tables and progress; as wide as the terminal, or unlimited where the text goes to none.</summary>
    public IAnsiConsole Renderer(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = isTerminal && Color ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = isTerminal ? Width : Unlimited;
        console.Profile.Capabilities.Unicode = Unicode;
        return console;
    }

    /// <summary>Writes a line of talk, above the progress line where one is shown.</summary>
    public void Say(string line)
    {
        lock (_talk)
        {
            if (_live is null)
                Error.WriteLine(line);
            else
                _live.Write(new LineAbove(line));
        }
    }

    /// <summary>Writes what went wrong.</summary>
    public void Fail(string message)
    {
        if (ErrorIsTerminal && Color)
            Error.WriteLine($"\e[1;31merror:\e[0m {message}");
        else
            Error.WriteLine($"error: {message}");
    }

    /// <summary>From now on talk goes above the line that this console keeps at the bottom; null ends it.</summary>
    public void TalkAbove(IAnsiConsole? live)
    {
        lock (_talk)
            _live = live;
    }

    /// <summary>Whether the locale of the process has UTF-8; no locale at all is C, which is ASCII.</summary>
    internal static bool SpeaksUnicode(bool windows, int codePage, Func<string, string?> variable)
    {
        if (windows)
            return codePage == 65001;

        var locale = LocaleVariables.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "C";
        return locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
    }

    private static int ConsoleWidth()
    {
        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : PipeWidth;
        }
        catch (IOException)
        {
            return PipeWidth;
        }
    }
}

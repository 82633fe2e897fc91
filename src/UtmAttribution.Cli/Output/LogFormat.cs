namespace UtmAttribution.Cli.Output;

/// <summary>How a log is written.</summary>
internal enum LogFormat
{
    /// <summary>A line for people.</summary>
    Text,

    /// <summary>An object a line, for programs.</summary>
    Json,
}

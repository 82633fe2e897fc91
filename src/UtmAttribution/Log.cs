using Microsoft.Extensions.Logging;

namespace UtmAttribution;

/// <summary>The catalogue of log events.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "{Stage} began")]
    public static partial void StageStarted(ILogger logger, string stage);

    [LoggerMessage(2, LogLevel.Information, "{Stage} ended: {Rows} rows in {Seconds:0.000} s")]
    public static partial void StageEnded(ILogger logger, string stage, long rows, double seconds);

    [LoggerMessage(3, LogLevel.Error, "failed: {Fault}")]
    public static partial void Failed(ILogger logger, string fault);
}

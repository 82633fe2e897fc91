using System.Text.Json;
using Microsoft.Extensions.Logging;
using Serilog.Core;
using Serilog.Extensions.Logging;
using UtmAttribution.Backfilling;
using UtmAttribution.Cli.Output;
using UtmAttribution.Comparison;
using UtmAttribution.Restating;
using Logger = Serilog.LoggerConfiguration;

namespace UtmAttribution.Tests.Cli.Output;

/// <summary>The texts of results for programs, whose names and order others rely on.</summary>
public sealed class PlainJsonTests
{
    private static readonly BackfillWindow Published = new(1, 2, new(2026, 1, 1), new(2026, 1, 31))
    {
        Run = Sample.Report with { BatchId = "b-1", PeakMemoryBytes = 7, Warnings = ["Größe <b>"], Datasets = [new("utm_sessions", 5, 4, 3)] },
        Published = (new(2026, 1, 2), new(2026, 1, 3)),
        Orders = 6,
        Elapsed = TimeSpan.FromMilliseconds(1250),
    };

    private static readonly BackfillWindow Unchanged = new(2, 2, new(2026, 2, 1), new(2026, 2, 28)) { Elapsed = TimeSpan.FromSeconds(2) };

    [Fact]
    public void Reflection_is_off_as_it_is_in_trimmed_and_native_programs() => Assert.False(JsonSerializer.IsReflectionEnabledByDefault);

    [Fact]
    public void A_backfill_tells_of_all_windows_and_of_those_that_were_published_more() => Assert.Equal(
        """
        {
          "from": "2026-01-01",
          "to": null,
          "changes": [
            "rates"
          ],
          "warnings": [
            "Größe <b>"
          ],
          "windows": [
            {
              "from": "2026-01-01",
              "to": "2026-01-31",
              "published_from": "2026-01-02",
              "published_to": "2026-01-03",
              "batch_id": "b-1",
              "orders": 6,
              "seconds": 1.25,
              "peak_memory_bytes": 7,
              "datasets": [
                {
                  "name": "utm_sessions",
                  "target": null,
                  "rows": 5,
                  "partitions": 4,
                  "bytes": 3
                }
              ]
            },
            {
              "from": "2026-02-01",
              "to": "2026-02-28",
              "published_from": null,
              "published_to": null,
              "batch_id": null,
              "orders": null,
              "seconds": null,
              "peak_memory_bytes": null,
              "datasets": null
            }
          ]
        }

        """.ReplaceLineEndings("\n"),
        Written(writer => BackfillJson.Write(new(new(2026, 1, 1), null, [Published, Unchanged], ["rates"]), writer)));

    [Fact]
    public void A_restatement_tells_what_moved() => Assert.Equal(
        """
        {
          "from": "2026-01-01",
          "to": "2026-02-28",
          "all_dates": 59,
          "computed_dates": 0,
          "rebuilt_dates": 1,
          "changes": [],
          "warnings": [],
          "dates": [
            {
              "date": "2026-01-02",
              "before": {
                "orders": 0,
                "revenue": 0,
                "attributed_revenue": 0,
                "ad_spend": 0,
                "sessions": 0,
                "roas": null
              },
              "after": {
                "orders": 1,
                "revenue": 20.50,
                "attributed_revenue": 10.2500,
                "ad_spend": 8,
                "sessions": 3,
                "roas": 2.5625
              }
            }
          ],
          "runs": [
            {
              "from": "2026-02-01",
              "to": "2026-02-28",
              "batch_id": null,
              "seconds": 2,
              "peak_memory_bytes": null,
              "datasets": null
            }
          ]
        }

        """.ReplaceLineEndings("\n"),
        Written(writer => RestatementJson.Write(
            new(new(2026, 1, 1), new(2026, 2, 28), [], [Unchanged], [new(new(2026, 1, 2), DayTotals.None, new(1, 20.50m, 10.2500m, 8, 3))]), writer)));

    [Fact]
    public void Findings_say_first_whether_all_is_well() => Assert.Equal(
        """
        {
          "passed": false,
          "findings": [
            {
              "check": "clock",
              "passed": false,
              "found": "slow"
            },
            {
              "check": "target",
              "passed": null,
              "found": "none"
            }
          ]
        }

        """.ReplaceLineEndings("\n"),
        Written(writer => FindingsJson.Write([new("clock", false, "slow"), new("target", null, "none")], writer)));

    [Fact]
    public void A_place_is_a_line() => Assert.Equal(
        """{"dataset":"utm_sessions","date":"2026-01-02","hour":null,"campaign_id":null,"campaign":"Größe & <b>","rows_a":1,"rows_b":"""
        + """2,"changed":1,"removed":0,"added":1,"columns":["device"],"money":[{"measure":"conversion_value","a":1.50,"b":2.25,"difference":0.75}]}""",
        JsonSerializer.Serialize(
            new DifferentPlace(
                "utm_sessions", new(2026, 1, 2), null, null, "Größe & <b>", 1, 2, 1, 0, 1, ["device"], [new("conversion_value", 1.50m, 2.25m)]),
            PlainJson.Compact.DifferentPlace));

    [Fact]
    public void An_event_of_the_log_has_what_its_message_is_made_of()
    {
        var lines = new List<string>();
        using (var factory = new SerilogLoggerFactory(new Logger().WriteTo.Sink(new Lines(lines)).CreateLogger(), dispose: true))
            Log.StageEnded(factory.CreateLogger("utm"), "load \"Größe\"", 12_345, 0.0000015);

        Assert.EndsWith(
            """
            ,"level":"information","message":"\"load \\\"Größe\\\"\" ended: 12345 rows in 0.000 s","stage":"load \"Größe\"","rows":12345,"seconds":1.5E-06}
            """,
            Assert.Single(lines), StringComparison.Ordinal);
    }

    private static string Written(Action<TextWriter> write)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        write(writer);
        return writer.ToString();
    }

    private sealed class Lines(List<string> lines) : ILogEventSink
    {
        public void Emit(Serilog.Events.LogEvent logEvent) => lines.Add(JsonLines.Line(logEvent));
    }
}

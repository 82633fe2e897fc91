namespace UtmAttribution.Tests.Cli.Output;

public sealed class RunReportJsonTests
{
    [Fact]
    public void The_report_has_stable_names_and_exact_amounts_and_nothing_else_is_on_stdout()
    {
        var run = ToolRun.Of("run", "--source", "in", "--out", "out", "--json", "--quiet");

        Assert.Equal("""
            {
              "batch_id": "batch-1",
              "from": "2026-01-01",
              "to": "2026-03-01",
              "time_zone": "Europe/Berlin",
              "currency": "EUR",
              "engine": "DuckDB v1.5.5",
              "datasets": [
                {
                  "name": "utm_sessions",
                  "rows": 2345678,
                  "partitions": 91,
                  "bytes": 123456789
                },
                {
                  "name": "utm_rejects",
                  "rows": 0,
                  "partitions": 0,
                  "bytes": 0
                }
              ],
              "ledger": {
                "balances": true,
                "lines": [
                  {
                    "name": "orders",
                    "unit": "rows",
                    "expected": 100000,
                    "actual": 100000,
                    "agrees": true,
                    "parts": [
                      {
                        "name": "conversions",
                        "amount": 99000
                      },
                      {
                        "name": "rejected bad_amount",
                        "amount": 1000
                      }
                    ]
                  },
                  {
                    "name": "revenue, linear",
                    "unit": "EUR",
                    "expected": 1234.5000,
                    "actual": 1234.5000,
                    "agrees": true,
                    "parts": [
                      {
                        "name": "attributed_revenue",
                        "amount": 1234.5000
                      }
                    ]
                  }
                ]
              },
              "stages": [
                {
                  "stage": "load orders",
                  "seconds": 2.5,
                  "cpu_seconds": 4.75,
                  "rows": 100000,
                  "peak_memory_bytes": 0
                },
                {
                  "stage": "sessions",
                  "seconds": 65,
                  "cpu_seconds": 0,
                  "rows": 2345678,
                  "peak_memory_bytes": 0
                }
              ],
              "warnings": [
                "Landing pages are paths and no --shop-host is given."
              ],
              "peak_memory_bytes": 812000000
            }

            """.ReplaceLineEndings("\n"), run.Output);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void A_source_without_dates_has_null_for_them()
    {
        var run = ToolRun.Of(Sample.Report with { From = null, To = null }, "run", "--source", "in", "--out", "out", "--json");

        Assert.Contains("\"from\": null,\n  \"to\": null,", run.Output);
    }
}

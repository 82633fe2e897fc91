using UtmAttribution.Engines;

namespace UtmAttribution.Tests.Models;

/// <summary>Which models must run for a relation.</summary>
public sealed class ModelsBehindTests
{
    [Fact]
    public void Behind_a_relation_are_its_model_and_those_of_all_that_it_reads_in_order() =>
        Assert.Equal(["visitors", "order_copies", "orders"], SqlModel.Behind(["orders"]).Select(model => model.Name));

    [Fact]
    public void Behind_a_loaded_table_is_no_model() => Assert.Empty(SqlModel.Behind(["order_rows", "run"]));

    [Fact]
    public void What_they_read_is_loaded_or_made_by_one_before()
    {
        foreach (var last in SqlModel.All)
        {
            var models = SqlModel.Behind([last.Name]);
            Assert.All(models, model => Assert.DoesNotContain(SqlModel.All.Except(models), other => model.Reads(other.Name)));
        }
    }
}

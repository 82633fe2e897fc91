using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Errors;
using UtmAttribution.Storing;
using UtmAttribution.Tests.Cli;

namespace UtmAttribution.Tests.Storing;

/// <summary>Which files a store takes, which it fills again and which it leaves alone.</summary>
public sealed class StoreFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Store => _folder["shop.store"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("time_zone UTC, currency EUR", null)]
    [InlineData("time_zone Europe/Berlin, currency EUR", "time_zone was UTC and is Europe/Berlin")]
    [InlineData("time_zone UTC, currency USD, shop_hosts shop.example", "currency was EUR and is USD, shop_hosts was none and is shop.example")]
    public void What_was_loaded_by_other_rules_is_loaded_again(string rules, string? why)
    {
        using (var store = Open("time_zone UTC, currency EUR"))
            store.Connection.Execute("insert into store.store_pieces values (1, 0)");

        using var again = Open(rules);

        Assert.Equal(why, again.Outdated);
        Assert.Equal(why is null ? 1 : 0, again.Connection.Scalar<long>("select count(*) from store.store_pieces"));
    }

    [Theory]
    [InlineData("update store.store_rules set value = '0' where name = 'format'", "it is of another version of the tool")]
    [InlineData("update store.store_numbers set last_number = 2000000000", "its numbers are used up")]
    public void A_file_that_can_not_go_on_is_filled_again(string change, string why)
    {
        using (var store = Open("currency EUR"))
            store.Connection.Execute(change);

        using (var again = Open("currency EUR"))
            Assert.Equal(why, again.Outdated);
        using var once = Open("currency EUR");
        Assert.Null(once.Outdated);
    }

    [Fact]
    public void One_that_was_being_made_when_the_disk_was_full_or_the_process_was_killed_is_made_anew()
    {
        File.WriteAllText(Store + ".new", "DUCK");
        File.WriteAllText(Store + ".new.wal", "");

        using (var store = Open("currency EUR"))
            Assert.Null(store.Outdated);

        Assert.Equal([Store], Directory.EnumerateFiles(Path.GetDirectoryName(Store)!));
    }

    [Fact]
    public void What_was_not_kept_whole_is_not_kept_at_all()
    {
        using (var store = Open("currency EUR"))
        {
            Assert.Throws<DuckDBException>(() => store.Change(() => store.Connection.Execute("insert into store.store_pieces values (1, 0); select 1 / 'x'")));
            store.Change(() => store.Connection.Execute("insert into store.store_pieces values (2, 0)"));
        }

        using var again = Open("currency EUR");
        Assert.Equal(2, again.Connection.Scalar<int>("select piece from store.store_pieces"));
    }

    [Fact]
    public void The_database_of_something_else_stays_as_it_is()
    {
        using (var database = DuckDBDatabase.Open(new() { Path = Store }))
        using (var connection = database.Connect())
            connection.Execute("create table notes as select 'mine' as note");

        var fault = Assert.Throws<InvalidInputException>(() => Open("currency EUR"));

        Assert.Equal($"'{Store}' is a DuckDB database of something else: it has the table 'notes'. Nothing was changed. Name another file with --store.", fault.Message);
        using var same = DuckDBDatabase.Open(new() { Path = Store });
        using var reader = same.Connect();
        Assert.Equal("mine", reader.Scalar<string>("select note from notes"));
    }

    [Fact]
    public void A_file_that_is_no_database_stays_as_it_is()
    {
        File.WriteAllText(Store, "order_id,created_at\n");

        var fault = Assert.Throws<InvalidInputException>(() => Open("currency EUR"));

        Assert.StartsWith($"The store '{Store}' can't be opened: ", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("Close it there; or delete it, and it is filled again; or name another file with --store.", fault.Message, StringComparison.Ordinal);
        Assert.Equal("order_id,created_at\n", File.ReadAllText(Store));
    }

    [Fact]
    public void One_run_has_it_at_a_time()
    {
        using var spill = SpillFolder.Create(_folder["temp"]);
        var options = new AttributionOptions { Store = Store };
        using (LoadedStore.Take(options, spill))
        {
            var fault = Assert.Throws<InvalidInputException>(() => LoadedStore.Take(options, spill));
            Assert.Equal($"Another run is using the store '{Store}'. Nothing was published. Wait until it has ended, or name another file with --store.", fault.Message);
        }

        using var after = LoadedStore.Take(options, spill);
        Assert.NotNull(after);
    }

    [Fact]
    public void Where_it_can_not_be_made_it_is_said_before_anything_is_read()
    {
        File.WriteAllText(_folder["file"], "");
        using var spill = SpillFolder.Create(_folder["temp"]);

        var fault = Assert.Throws<InvalidInputException>(() => LoadedStore.Take(new() { Store = Path.Combine(_folder["file"], "shop.store") }, spill));

        Assert.EndsWith("Nothing was published. Name a file in a folder that can be written with --store.", fault.Message, StringComparison.Ordinal);
    }

    private StoreFile Open(string rules) => StoreFile.Open(
        Store, new(), rules.Split(", ").Select(rule => rule.Split(' ')).ToDictionary(rule => rule[0], rule => rule[1]), CancellationToken.None);
}

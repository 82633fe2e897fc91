namespace UtmAttribution.Tests.Postgres;

public sealed class TestServerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public void The_tests_have_a_real_server_of_a_version_that_is_supported() =>
        Assert.InRange(database.Scalar<int>("select current_setting('server_version_num')::integer / 10000"), 12, 18);

    [Fact]
    public void A_test_class_has_a_database_of_its_own_that_holds_nothing() =>
        Assert.Equal(0, database.Scalar<long>("select count(*) from pg_class where relnamespace = 'public'::regnamespace"));
}

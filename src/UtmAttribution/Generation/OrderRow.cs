using UtmAttribution.DuckDb;

namespace UtmAttribution.Generation;

/// <summary>One row of <c>shopify_orders</c>, filled again for every order.</summary>
internal sealed class OrderRow
{
    /// <summary>The table's columns, in the contract's order.</summary>
    public const string Columns =
        "order_id bigint, order_name varchar, created_at timestamptz, updated_at timestamptz, cancelled_at timestamptz, test boolean, "
        + "total_price_amount decimal(18, 6), total_price_currency varchar, total_refunded_amount decimal(18, 6), customer_id bigint, "
        + "customer_referrer_url varchar, landing_page_url varchar, customer_utm_source varchar, customer_utm_medium varchar, "
        + "customer_utm_campaign varchar, customer_utm_content varchar, customer_utm_term varchar, customer_journey varchar, "
        + "custom_attributes varchar";

    public long? Id { get; set; }

    public Utf8Buffer Name { get; } = new();

    /// <summary>µs since 1970, as all times.</summary>
    public long? Created { get; set; }

    public long? Updated { get; set; }

    public long? Cancelled { get; set; }

    public bool Test { get; set; }

    /// <summary>In millionths, as all amounts.</summary>
    public long? Amount { get; set; }

    public byte[]? Currency { get; set; }

    public long? Refunded { get; set; }

    public long? Customer { get; set; }

    /// <summary>Text columns are NULL where they are empty.</summary>
    public Utf8Buffer Referrer { get; } = new();

    public Utf8Buffer LandingPage { get; } = new();

    /// <summary>The five UTM values.</summary>
    public EncodedText[] Utm { get; } = new EncodedText[5];

    public Utf8Buffer Journey { get; } = new();

    public Utf8Buffer Attributes { get; } = new();

    /// <summary>Empties the row.</summary>
    public void Clear()
    {
        Name.Clear();
        Referrer.Clear();
        LandingPage.Clear();
        Journey.Clear();
        Attributes.Clear();
        Array.Fill(Utm, EncodedText.Null);
    }

    /// <summary>Adds the row to the table.</summary>
    public void Append(DuckDBAppender table)
    {
        Set(table, 0, Id);
        Set(table, 1, Name.Written);
        Set(table, 2, Created);
        Set(table, 3, Updated);
        Set(table, 4, Cancelled);
        table.Set(5, Test);
        Set(table, 6, Amount);
        Set(table, 7, Currency);
        Set(table, 8, Refunded);
        Set(table, 9, Customer);
        Set(table, 10, Referrer.Written);
        Set(table, 11, LandingPage.Written);
        for (var i = 0; i < Utm.Length; i++)
            Set(table, 12 + i, Utm[i].Plain);
        Set(table, 17, Journey.Written);
        Set(table, 18, Attributes.Written);
        table.EndRow();
    }

    private static void Set(DuckDBAppender table, int column, long? value)
    {
        if (value is { } there)
            table.Set(column, there);
        else
            table.SetNull(column);
    }

    private static void Set(DuckDBAppender table, int column, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            table.SetNull(column);
        else
            table.SetUtf8(column, text);
    }
}

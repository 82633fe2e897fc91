namespace UtmAttribution.Generation;

/// <summary>One file that the generator wrote.</summary>
/// <param name="Name">The file's name inside the folder, such as <c>shopify_orders.parquet</c>.</param>
/// <param name="Rows">Rows in the file, copies of the same order or ad hour included.</param>
/// <param name="Bytes">The file's size in bytes.</param>
public sealed record GeneratedFile(string Name, long Rows, long Bytes);

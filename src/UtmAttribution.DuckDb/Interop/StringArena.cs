using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace UtmAttribution.DuckDb.Interop;

/// <summary>Native memory for the texts of one chunk: taken piece by piece, given back all at once.</summary>
internal sealed unsafe class StringArena : IDisposable
{
    private const int BlockBytes = 256 * 1024;

    private readonly List<nint> _blocks = [];
    private readonly List<nint> _large = [];
    private int _used;
    private byte* _next;
    private byte* _end;

    [SuppressMessage("Usage", "MA0055", Justification = "Native memory: an arena that nobody disposed must not leak.")]
    ~StringArena() => Free();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal byte* Take(int bytes)
    {
        var start = _next;
        if (bytes > _end - start)
            return TakeElsewhere(bytes);
        _next = start + bytes;
        return start;
    }

    /// <summary>Everything taken is free again. A few blocks are kept for the next chunk, large texts are given back.</summary>
    internal void Reset()
    {
        FreeAll(_large);
        _used = 0;
        _next = _end = null;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private byte* TakeElsewhere(int bytes)
    {
        if (bytes > BlockBytes / 4)
        {
            var large = NativeMemory.Alloc((nuint)bytes);
            _large.Add((nint)large);
            return (byte*)large;
        }

        if (_used == _blocks.Count)
            _blocks.Add((nint)NativeMemory.Alloc(BlockBytes));
        var block = (byte*)_blocks[_used++];
        _next = block + bytes;
        _end = block + BlockBytes;
        return block;
    }

    private void Free()
    {
        FreeAll(_large);
        FreeAll(_blocks);
        _used = 0;
        _next = _end = null;
    }

    private static void FreeAll(List<nint> blocks)
    {
        foreach (var block in blocks)
            NativeMemory.Free((void*)block);
        blocks.Clear();
    }
}

using MathNet.Numerics.LinearAlgebra;

namespace UtmAttribution.Paths;

/// <summary>Conversion probabilities without a channel, for all channels from one factorisation of a chain that fits a dense matrix.</summary>
/// <remarks>
/// With N = (I−Q)^-1 and h = N·r, taking the states S out leaves P − (start·N)_S · (N_SS)^-1 · h_S: the block that remains has the
/// inverse N − N·S·(N_SS)^-1·S·N restricted to it (block inverse, Schur complement; Kemeny and Snell, "Finite Markov chains", 1960,
/// 6.2). At order 1 S is one state c, and this is P − (start·N)_c · h_c / N_cc.
/// </remarks>
internal static class DenseRemovals
{
    // The library's own inverse takes 9 s for 1,000 states; by blocks, with its products, it takes 5 s (MathNet.Numerics 5.0.0, two cores).
    private const int LargestFactored = 96;

    /// <summary>
    /// The most states that are solved so. The inverse takes 8 bytes × states² and states³ of time; above order 1 so does every channel
    /// for its own states, so that there sweeps are faster much sooner.
    /// </summary>
    public static int MostStates(int order) => order == 1 ? 1_200 : 200;

    /// <summary>The conversion probability without the states of each channel.</summary>
    public static double[] Solve(SparseChain chain, IReadOnlyList<int>[] states, CancellationToken cancellation)
    {
        var inverse = Inverse(Matrix(chain), cancellation);
        var toConversion = inverse * Vector<double>.Build.Dense(chain.States.Count, chain.Converts);
        var left = new double[states.Length];
        for (var channel = 0; channel < states.Length; channel++)
        {
            cancellation.ThrowIfCancellationRequested();
            left[channel] = chain.Conversion - Lost(chain, inverse, toConversion, states[channel]);
        }

        return left;
    }

    private static Matrix<double> Matrix(SparseChain chain)
    {
        var matrix = Matrix<double>.Build.DenseIdentity(chain.States.Count);
        for (var from = 0; from < chain.States.Count; from++)
        {
            for (var step = chain.Rows[from]; step < chain.Rows[from + 1]; step++)
                matrix[from, chain.To[step]] -= chain.Probability(from, step);
        }

        return matrix;
    }

    /// <summary>
    /// The inverse by halves. No rows need to be exchanged between the halves: I−Q is an M-matrix, and so are its blocks and their
    /// Schur complements.
    /// </summary>
    private static Matrix<double> Inverse(Matrix<double> matrix, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var size = matrix.RowCount;
        if (size <= LargestFactored)
            return matrix.LU().Inverse();
        var (half, rest) = (size / 2, size - (size / 2));
        var (right, below) = (matrix.SubMatrix(0, half, half, rest), matrix.SubMatrix(half, rest, 0, half));
        var first = Inverse(matrix.SubMatrix(0, half, 0, half), cancellation);
        var (firstRight, belowFirst) = (first * right, below * first);
        var last = Inverse(matrix.SubMatrix(half, rest, half, rest) - (below * firstRight), cancellation);
        var corner = -(firstRight * last);
        return Matrix<double>.Build.DenseOfMatrixArray(new[,] { { first - (corner * belowFirst), corner }, { -(last * belowFirst), last } });
    }

    private static double Lost(SparseChain chain, Matrix<double> inverse, Vector<double> toConversion, IReadOnlyList<int> removed)
    {
        if (removed.Count == 0)
            return 0;
        var conversion = Vector<double>.Build.Dense(removed.Count, row => toConversion[removed[row]]);
        var within = removed.Count == 1
            ? conversion / inverse[removed[0], removed[0]]
            : Matrix<double>.Build.Dense(removed.Count, removed.Count, (row, column) => inverse[removed[row], removed[column]]).LU().Solve(conversion);
        return within.DotProduct(Vector<double>.Build.Dense(removed.Count, row => chain.Visits[removed[row]] / chain.Ends));
    }
}

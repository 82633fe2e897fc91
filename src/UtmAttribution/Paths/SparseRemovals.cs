using System.Runtime.Intrinsics;
using UtmAttribution.Errors;

namespace UtmAttribution.Paths;

/// <summary>
/// Conversion probabilities without a channel for chains of any size, by Gauss–Seidel sweeps over the sparse steps, eight channels
/// in one sweep.
/// </summary>
/// <remarks>
/// The chain of k-tuples is a de Bruijn graph: its factors fill up, so that a sparse factorisation takes the memory of a dense one.
/// Sweeps need 64 bytes a state and channel block. They converge, as I−Q is an M-matrix (Varga, "Matrix iterative analysis", 1962, theorem 3.16): without
/// a channel, the probabilities h of the whole chain are a start above the solution, from which every sweep only goes down. States
/// are numbered as paths meet them, so that sweeping backwards carries a conversion along a whole path at once. The last step and the
/// rate of the steps bound what is left, as for any sequence that shrinks at that rate.
/// </remarks>
internal static class SparseRemovals
{
    private const int Lanes = 8;
    private const int MostSweeps = 100_000;

    // Of probabilities, absolute: a thousandth of the last digit that anybody compares.
    private const double Tolerance = 1e-13;

    /// <summary>The conversion probability without the states of each channel.</summary>
    /// <exception cref="ResourceException">The sweeps do not converge in reasonable time.</exception>
    public static double[] Solve(SparseChain chain, int channels, CancellationToken cancellation)
    {
        var whole = new Vector512<double>[chain.States.Count];
        Array.Fill(whole, Vector512<double>.One);
        Sweep(chain, whole, firstChannel: channels, cancellation);
        var left = new double[channels];
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, (channels + Lanes - 1) / Lanes, options, block =>
        {
            var first = block * Lanes;
            var probabilities = whole.ToArray();
            Sweep(chain, probabilities, first, cancellation);
            for (var channel = first; channel < Math.Min(first + Lanes, channels); channel++)
                left[channel] = FromStart(chain, probabilities, channel - first);
        });
        return left;
    }

    private static double FromStart(SparseChain chain, Vector512<double>[] probabilities, int lane)
    {
        var sum = default(CompensatedSum);
        for (var state = 0; state < probabilities.Length; state++)
            sum.Add(chain.States.Starts[state] / chain.Ends * probabilities[state][lane]);
        return sum.Total;
    }

    /// <summary>Goes down to the probabilities of a conversion; lane i does without the channel so many after the first.</summary>
    private static void Sweep(SparseChain chain, Vector512<double>[] probabilities, int firstChannel, CancellationToken cancellation)
    {
        var before = double.PositiveInfinity;
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            cancellation.ThrowIfCancellationRequested();
            var change = SweepOnce(chain, probabilities, firstChannel);
            var rate = change / before;
            if (change <= double.Epsilon || (sweep > 0 && rate < 1 && change * rate / (1 - rate) <= Tolerance))
                return;
            before = change;
        }

        throw new ResourceException(
            $"The Markov chain of {chain.States.Count:N0} states does not settle in {MostSweeps:N0} sweeps: its paths are too long for a "
            + "chain of that size. Give a lower --markov-order, or leave the model markov out.",
            new ArithmeticException("no convergence"));
    }

    private static double SweepOnce(SparseChain chain, Vector512<double>[] probabilities, int firstChannel)
    {
        var (rows, to, counts) = (chain.Rows, chain.To, chain.Counts);
        var change = Vector512<double>.Zero;
        for (var state = probabilities.Length - 1; state >= 0; state--)
        {
            var sum = Vector512.Create(chain.States.Conversions[state]);
            for (var step = rows[state]; step < rows[state + 1]; step++)
                sum += counts[step] * probabilities[to[step]];

            sum /= Vector512.Create(chain.Visits[state]);
            foreach (var channel in chain.States.ChannelsOf(state))
            {
                if ((uint)(channel - firstChannel) < Lanes)
                    sum = sum.WithElement(channel - firstChannel, 0);
            }

            change = Vector512.Max(change, Vector512.Abs(probabilities[state] - sum));
            probabilities[state] = sum;
        }

        var greatest = 0.0;
        for (var lane = 0; lane < Lanes; lane++)
            greatest = Math.Max(greatest, change[lane]);
        return greatest;
    }
}

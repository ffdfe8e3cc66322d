using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Commit;

/// <summary>What a job becomes by the answer of the archive that was asked.</summary>
internal static class Answer
{
    /// <summary>The job with the answer.</summary>
    /// <param name="job">The job.</param>
    /// <param name="asked">What was asked.</param>
    /// <param name="result">The answer.</param>
    /// <param name="now">When it came.</param>
    public static Job Of(Job job, Commitment asked, CommitmentResult result, DateTimeOffset now)
    {
        var commitment = asked.With(result, now);
        var kept = commitment.Requested.Length - commitment.Failed.Length;
        return job with
        {
            State = JobState.Done,
            Attributes = commitment.ToAttributes(),
            Note = string.Create(CultureInfo.InvariantCulture, $"{kept} of {commitment.Requested.Length} instances are kept by {job.Peer}."),
        };
    }
}

using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Host.Maintenance.Replays;

/// <summary>Something that is other than it was, or than another version has it.</summary>
/// <param name="Field">What: status, matches or content.</param>
/// <param name="Expected">As it was recorded, or as the version that serves has it.</param>
/// <param name="Actual">As it is now, or as the version on trial has it.</param>
internal sealed record ReplayDifference(string Field, string Expected, string Actual)
{
    private const int MostTags = 10;

    /// <summary>Compares an answer with what was recorded: the content of answers is not.</summary>
    public static IEnumerable<ReplayDifference> From(TransactionRecord record, ReplayAnswer answer)
    {
        if (record.Status != answer.Status?.Code)
        {
            yield return new("status", record.Status is { } status ? new Dicom.Network.DimseStatus((ushort)status).ToString() : "none", answer.StatusText);
        }

        if (ReplayRequest.MatchesOf(record) is { } matches && matches != answer.Matches.Length)
        {
            yield return new("matches", Text(matches), Text(answer.Matches.Length));
        }
    }

    /// <summary>Compares the answers of two versions, match by match in their order.</summary>
    public static IEnumerable<ReplayDifference> Between(ReplayAnswer serving, ReplayAnswer trial)
    {
        if (serving.StatusText != trial.StatusText)
        {
            yield return new("status", serving.StatusText, trial.StatusText);
        }

        if (serving.Matches.Length != trial.Matches.Length)
        {
            yield return new("matches", Text(serving.Matches.Length), Text(trial.Matches.Length));
        }

        foreach (var (index, (one, other)) in serving.Matches.Zip(trial.Matches).Index())
        {
            if (!Bytes(one).AsSpan().SequenceEqual(Bytes(other)))
            {
                yield return new("content", $"match {Text(index + 1)}", "other values of " + TagsOf(one, other));
                yield break; // where one is left out, all that follow differ
            }
        }
    }

    // Tags alone: the values are patients'.
    private static string TagsOf(DicomDataSet one, DicomDataSet other)
    {
        var tags = one.Concat(other).Select(element => element.Tag).Distinct().Order().Where(tag => !BytesOf(one, tag).AsSpan().SequenceEqual(BytesOf(other, tag))).ToList();
        return string.Join(", ", tags.Take(MostTags)) + (tags.Count > MostTags ? ", ..." : "");
    }

    private static byte[] BytesOf(DicomDataSet dataSet, Tag tag) => dataSet.FirstOrDefault(element => element.Tag == tag) is { } element
        ? Bytes(new DicomDataSetBuilder().Set(element).Build())
        : [];

    private static byte[] Bytes(DicomDataSet dataSet) => DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

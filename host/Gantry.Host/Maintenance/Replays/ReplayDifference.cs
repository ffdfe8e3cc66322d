using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Host.Rehearsals;

namespace Gantry.Host.Maintenance.Replays;

/// <summary>Something that is other than it was, or than another version has it.</summary>
/// <param name="Field">What: status, matches, content, response, sub-operations, or the kind of what is sent or would be done.</param>
/// <param name="Expected">As it was recorded, or as the version that serves has it.</param>
/// <param name="Actual">As it is now, or as the version on trial has it.</param>
internal sealed record ReplayDifference(string Field, string Expected, string Actual)
{
    private const int MostTags = 10;

    /// <summary>Compares an answer with what was recorded: the content of answers is not.</summary>
    /// <param name="record">The request.</param>
    /// <param name="answer">The answer now.</param>
    /// <param name="taken">The instances that its requestor had taken from a C-GET; null where that is not known.</param>
    /// <param name="stored">What is stored of the instance that a C-STORE had brought; null where that is not known.</param>
    public static IEnumerable<ReplayDifference> From(TransactionRecord record, ReplayAnswer answer, IReadOnlySet<Uid>? taken = null, RehearsedEffect? stored = null)
    {
        if (record.Status != answer.Status?.Code)
        {
            yield return new("status", record.Status is { } status ? new Dicom.Network.DimseStatus((ushort)status).ToString() : "none", answer.StatusText);
        }

        if (ReplayRequest.MatchesOf(record) is { } matches && matches != answer.Matches.Length)
        {
            yield return new("matches", Text(matches), Text(answer.Matches.Length));
        }

        if (taken is not null && answer.Status is not null)
        {
            var sent = answer.Effects.Where(effect => effect.Kind == "sent").Select(effect => new Uid(effect.Key)).ToHashSet();
            if (!taken.SetEquals(sent))
            {
                yield return new("sub-operations", Instances(taken, sent), Instances(sent, taken));
            }
        }

        if (stored is not null && answer.Status is { Class: Dicom.Network.DimseStatusClass.Success or Dicom.Network.DimseStatusClass.Warning })
        {
            foreach (var difference in EffectDifference.Between([stored], answer.Effects.Where(effect => effect.Kind == stored.Kind)))
            {
                yield return difference;
            }
        }
    }

    /// <summary>Compares the answers of two versions, match by match in their order.</summary>
    public static IEnumerable<ReplayDifference> Between(ReplayAnswer serving, ReplayAnswer trial) => [.. Answers(serving, trial), .. EffectDifference.Between(serving.Effects, trial.Effects)];

    /// <summary>The tags of the elements that differ, some of them; empty where none do. Tags alone: the values are patients'.</summary>
    public static string TagsOf(DicomDataSet one, DicomDataSet other)
    {
        var tags = one.Concat(other).Select(element => element.Tag).Distinct().Order().Where(tag => !BytesOf(one, tag).AsSpan().SequenceEqual(BytesOf(other, tag))).ToList();
        return string.Join(", ", tags.Take(MostTags)) + (tags.Count > MostTags ? ", ..." : "");
    }

    private static IEnumerable<ReplayDifference> Answers(ReplayAnswer serving, ReplayAnswer trial)
    {
        if (serving.StatusText != trial.StatusText)
        {
            yield return new("status", serving.StatusText, trial.StatusText);
        }

        if (serving.Matches.Length != trial.Matches.Length)
        {
            yield return new("matches", Text(serving.Matches.Length), Text(trial.Matches.Length));
        }

        if (serving.SubOperations != trial.SubOperations)
        {
            yield return new("sub-operations", Text(serving.SubOperations), Text(trial.SubOperations));
        }

        if (TagsOf(serving.Response, trial.Response) is { Length: > 0 } tags)
        {
            yield return new("response", "its data set", "other values of " + tags);
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

    private static byte[] BytesOf(DicomDataSet dataSet, Tag tag) => dataSet.FirstOrDefault(element => element.Tag == tag) is { } element
        ? Bytes(new DicomDataSetBuilder().Set(element).Build())
        : [];

    private static byte[] Bytes(DicomDataSet dataSet) => DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian);

    private static string Instances(IReadOnlySet<Uid> instances, IReadOnlySet<Uid> others) =>
        Text(instances.Count) + (instances.Except(others).Select(uid => uid.Value).Order(StringComparer.Ordinal).FirstOrDefault() is { } first ? $" with {first}" : "");

    private static string Text(Dicom.Network.SubOperationCounters? counters) => counters is { } numbers
        ? string.Create(CultureInfo.InvariantCulture, $"{numbers.Completed ?? 0} completed, {numbers.Failed ?? 0} failed, {numbers.Warning ?? 0} warning")
        : "none";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

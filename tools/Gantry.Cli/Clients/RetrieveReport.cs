using Gantry.Cli.Output;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Clients;

/// <summary>Tells how a retrieval goes and ends.</summary>
internal sealed class RetrieveReport(CommandContext context, bool isJson, Action<double, double?> advance) : IProgress<SubOperationCounters>
{
    public void Report(SubOperationCounters value)
    {
        double done = (value.Completed ?? 0) + (value.Failed ?? 0) + (value.Warning ?? 0);
        advance(done, done + (value.Remaining ?? 0));
        if (isJson)
        {
            context.Output.WriteLine(JsonLine.Of(new RetrieveLine(value.Remaining, value.Completed, value.Failed, value.Warning), ClientJson.Default.RetrieveLine));
        }
    }

    /// <summary>Writes the end, and gives the exit code.</summary>
    /// <param name="result">The end.</param>
    /// <param name="peer">The peer.</param>
    /// <param name="done">What became of the instances, in words.</param>
    /// <param name="isJson">Whether it is written as JSON.</param>
    /// <param name="context">Where.</param>
    /// <param name="present">How many were there before, and were not asked for.</param>
    public static int Finish(RetrieveResult result, Peer peer, string done, bool isJson, CommandContext context, int present = 0)
    {
        var failed = result.FailedSopInstances.GetUids(Tags.FailedSOPInstanceUIDList);
        var (completed, warning) = (result.SubOperations.Completed ?? 0, result.SubOperations.Warning ?? 0);
        if (isJson)
        {
            var end = new RetrieveEnd(
                result.Status.ToString(), result.SubOperations.Completed, result.SubOperations.Failed, result.SubOperations.Warning, result.ErrorComment, [.. failed.Select(uid => uid.Value)], present > 0 ? present : null);
            context.Output.WriteLine(JsonLine.Of(end, ClientJson.Default.RetrieveEnd));
        }
        else
        {
            List<string> parts = [$"{completed + warning} {done}"];
            parts.AddRange(present > 0 ? [$"{present} there already"] : []);
            parts.AddRange(warning > 0 ? [$"{warning} of them with a warning"] : []);
            parts.AddRange(result.SubOperations.Failed > 0 ? [$"{result.SubOperations.Failed} failed"] : []);
            context.Output.WriteLine(string.Join("; ", parts));
            if (result.Status != DimseStatus.Success)
            {
                context.Error.WriteLine(SafeText.Of($"{peer}: status {result.Status}{(result.ErrorComment is { } comment ? ": " + comment : "")}"));
            }

            foreach (var uid in failed)
            {
                context.Error.WriteLine($"{uid}: failed");
            }
        }

        return result.Status == DimseStatus.Success && result.SubOperations.Failed is null or 0 && completed + warning + present > 0 ? ClientExit.Done : ClientExit.NotAll;
    }
}

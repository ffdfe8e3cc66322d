using System.Collections.Immutable;
using System.Text.Json;
using Gantry.Contracts;

namespace Gantry.Host.Jobs;

/// <summary>
/// The name under which this start of the host holds jobs, and those of its earlier starts, which are kept in <c>job-owners.json</c> of the data folder. That folder has one
/// host at a time (<see cref="DataFolderClaim"/>), so none of the earlier ones runs any more.
/// </summary>
/// <remarks>
/// A copy of the folder must not take from the host it was copied from: each start has a name that no copy made before knows, and names that were written at another place
/// - another machine, another path - do not count. What such a host held waits for the end of its leases.
/// </remarks>
internal sealed class JobOwner : IJobOwner
{
    private JobOwner(string name, ImmutableArray<string> earlier) => (Name, Earlier) = (name, earlier);

    public string Name { get; }

    public ImmutableArray<string> Earlier { get; }

    /// <summary>Names a start, and keeps its name for the next.</summary>
    /// <param name="dataFolder">The data folder, which this host has for itself.</param>
    /// <param name="machine">The name of the machine.</param>
    /// <param name="logger">Where is told what cannot be kept or does not count.</param>
    public static JobOwner Begin(string dataFolder, string machine, ILogger logger)
    {
        var (file, place) = (Path.Combine(dataFolder, "job-owners.json"), $"{machine}:{Path.GetFullPath(dataFolder)}");
        var name = $"{Guid.NewGuid():N}@{machine}";
        name = name.Length > JobLease.MaximumOwnerLength ? name[..JobLease.MaximumOwnerLength] : name;
        var earlier = Read(file, place, logger);
        try
        {
            DataFile.Replace(file, new JobOwnerRecord(place, [.. earlier.Append(name).TakeLast(IJobOwner.MaximumEarlier)]), JobOwnerJson.Default.JobOwnerRecord);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            logger.OwnerNotKept(failure.Message);
        }

        return new JobOwner(name, earlier);
    }

    private static ImmutableArray<string> Read(string file, string place, ILogger logger)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        try
        {
            var record = JsonSerializer.Deserialize(File.ReadAllBytes(file), JobOwnerJson.Default.JobOwnerRecord);
            if (record?.Place == place)
            {
                return [.. record.Names.Where(name => name.Length is > 0 and <= JobLease.MaximumOwnerLength).TakeLast(IJobOwner.MaximumEarlier)];
            }

            logger.OwnerElsewhere(record?.Place ?? "");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            logger.OwnersNotRead(failure.Message);
        }

        return [];
    }
}

namespace Gantry.Benchmarks.Associations;

/// <summary>What associations cost that do nothing.</summary>
internal static class IdleMemory
{
    /// <summary>Opens associations with a server that has nothing else to do, and tells what of its memory they took.</summary>
    /// <returns>The bytes of all of them.</returns>
    public static async Task<long> MeasureAsync(GantryServer server, int count, CancellationToken cancellationToken)
    {
        await OpenAsync(server, count, null, cancellationToken); // code and heap have their size then
        var before = server.ResidentBytes;
        return await OpenAsync(server, count, before, cancellationToken);
    }

    private static async Task<long> OpenAsync(GantryServer server, int count, long? before, CancellationToken cancellationToken)
    {
        List<RawScu> associations = [];
        try
        {
            for (var i = 0; i < count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                associations.Add(RawScu.Associate(server.DicomPort, GantryServer.AETitle));
                associations[^1].Verify();
            }

            await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
            return server.ResidentBytes - (before ?? 0);
        }
        finally
        {
            associations.ForEach(association => association.Leave());
            await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        }
    }
}

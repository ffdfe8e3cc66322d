using System.Buffers;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>The project's own client, for what stock tools cannot send or receive, and for what they cannot do in one association.</summary>
internal static class Scu
{
    public static readonly Uid StudyRootFind = new("1.2.840.10008.5.1.4.1.2.2.1");
    public static readonly Uid StudyRootGet = new("1.2.840.10008.5.1.4.1.2.2.3");

    public static Task<Association> ConnectAsync(int port, IEnumerable<ProposedContext> contexts, string calling = "SCU") => DicomClient.ConnectAsync(
        "127.0.0.1", port, new AETitle(GantryProcess.AETitle), new AETitle(calling), [.. contexts], cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>A context for each SOP class and transfer syntax alone, so that what is accepted is what is sent.</summary>
    public static IEnumerable<ProposedContext> StorageContexts(IEnumerable<(Uid SopClass, TransferSyntax TransferSyntax)> pairs, ServiceRoles roles = ServiceRoles.Scu) =>
        pairs.Distinct().Select(pair => new ProposedContext(pair.SopClass, [pair.TransferSyntax], roles));

    public static async Task<DimseStatus> StoreAsync(int port, params Sample[] samples)
    {
        await using var association = await ConnectAsync(port, StorageContexts(samples.Select(sample => (sample.SopClass, sample.TransferSyntax))));
        foreach (var sample in samples)
        {
            var response = await association.StoreAsync(sample.Request, TestContext.Current.CancellationToken);
            if (response.Status != DimseStatus.Success)
            {
                return response.Status;
            }
        }

        return DimseStatus.Success;
    }

    public static DicomDataSetBuilder Identifier(string level) => new DicomDataSetBuilder().Add(Tags.QueryRetrieveLevel, level);

    /// <summary>Retrieves by C-GET; the data sets' bytes by SOP Instance UID.</summary>
    public static async Task<(RetrieveResult Result, Dictionary<string, byte[]> Received)> GetAsync(Association association, DicomDataSet identifier)
    {
        var received = new Dictionary<string, byte[]>();
        var result = await association.GetAsync(
            StudyRootGet,
            identifier,
            async (request, cancellationToken) =>
            {
                received.Add(((CStoreRq)request.Command).SopInstanceUid.Value, await ReadAllAsync(request, cancellationToken));
                return DimseStatus.Success;
            },
            cancellationToken: TestContext.Current.CancellationToken);
        return (result, received);
    }

    public static async Task<byte[]> ReadAllAsync(DimseRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await request.DataSet!.ReadAsync(cancellationToken);
            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                request.DataSet.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            request.DataSet.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}

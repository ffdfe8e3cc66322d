using Gantry.Dicom;

namespace Gantry.Benchmarks.Retrieve;

/// <summary>One study, retrieved whole.</summary>
internal static class Retrieval
{
    private const ushort CStore = 0x0001, CGet = 0x0010, CMove = 0x0021;

    /// <summary>By C-GET, on an association of its own.</summary>
    /// <returns>The instances that came, and the bytes of their data sets.</returns>
    public static (int Instances, long Bytes) Get(int port, string aeTitle, string study, string storageClass)
    {
        var model = Uids.StudyRootQueryRetrieveInformationModelGet.Value;
        using var scu = RawAssociation.Associate(port, aeTitle, "BENCH", [model, storageClass], storageClass);
        scu.Send(1, RawCommand.Request(CGet, model, 1), Identifier(study));
        var (instances, bytes) = (0, 0L);
        while (true)
        {
            var command = scu.Receive(ref bytes)!.Value;
            if (command.Field == CStore)
            {
                instances++;
                scu.Store(command);
            }
            else if (!command.IsPending)
            {
                scu.Leave();
                return command.Status == 0 ? (instances, bytes) : throw new BenchmarkException($"{aeTitle} answered {command.Status:X4}H to a C-GET.");
            }
        }
    }

    /// <summary>By C-MOVE to the sink.</summary>
    public static void Move(int port, string aeTitle, string study)
    {
        var model = Uids.StudyRootQueryRetrieveInformationModelMove.Value;
        using var scu = RawAssociation.Associate(port, aeTitle, "BENCH", [model]);
        scu.Send(1, RawCommand.Request(CMove, model, 1, Associations.PeerProcess.Sink), Identifier(study));
        var bytes = 0L;
        RawCommand response;
        while ((response = scu.Receive(ref bytes)!.Value).IsPending)
        {
            continue;
        }

        scu.Leave();
        if (response.Status != 0)
        {
            throw new BenchmarkException($"{aeTitle} answered {response.Status:X4}H to a C-MOVE.");
        }
    }

    private static byte[] Identifier(string study) => DataSetWriter.ToArray(
        new DicomDataSetBuilder().Add(Tags.QueryRetrieveLevel, "STUDY").Add(Tags.StudyInstanceUID, study).Build(), TransferSyntax.ExplicitVRLittleEndian);
}

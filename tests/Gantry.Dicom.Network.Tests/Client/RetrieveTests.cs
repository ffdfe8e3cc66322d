using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Client;

public sealed class RetrieveTests
{
    private static readonly DicomDataSet Identifier = new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, "STUDY").Set(Tags.StudyInstanceUID, "").Build();

    [Fact]
    public async Task A_move_reports_its_progress_and_its_end()
    {
        await using var pair = await Pair.CreateAsync(new TestHandler
        {
            OnRequest = async (request, responder, cancellationToken) =>
            {
                var identifier = await request.ReadDataSetAsync(cancellationToken: cancellationToken);
                Assert.Equal("STUDY", identifier.GetString(Tags.QueryRetrieveLevel));
                Assert.Equal("SINK", ((CMoveRq)request.Command).MoveDestination.Value);
                for (ushort i = 1; i <= 3; i++)
                {
                    await responder.SendPendingAsync(
                        new DimseResponse(DimseStatus.Pending) { SubOperations = new((ushort)(3 - i), i, 0, 0) }, cancellationToken);
                }

                return new DimseResponse(DimseStatus.SubOperationsCompleteWithFailures)
                {
                    SubOperations = new(null, 2, 1, 0),
                    DataSet = DataSetSource.Of(new DicomDataSetBuilder().Set(Tags.FailedSOPInstanceUIDList, "2.25.99").Build()),
                };
            },
        });
        List<SubOperationCounters> progress = [];
        var result = await pair.Requestor.MoveAsync(Pair.StudyRootMove, new AETitle("SINK"), Identifier, progress.Add);
        Assert.Equal([new(2, 1, 0, 0), new(1, 2, 0, 0), new(0, 3, 0, 0)], progress);
        Assert.Equal((DimseStatus.SubOperationsCompleteWithFailures, new SubOperationCounters(null, 2, 1, 0)), (result.Status, result.SubOperations));
        Assert.Equal("2.25.99", result.FailedSopInstances.GetString(Tags.FailedSOPInstanceUIDList));
    }

    [Fact]
    public async Task A_get_brings_instances_on_the_same_association()
    {
        await using var pair = await Pair.CreateAsync(new TestHandler
        {
            OnRequest = async (request, responder, cancellationToken) =>
            {
                for (ushort i = 1; i <= 5; i++)
                {
                    var response = await request.Association.StoreAsync(
                        new StoreRequest(Pair.CtImageStorage, new Uid($"2.25.{i}"), TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(new byte[300_000])), cancellationToken);
                    Assert.Equal(i == 3 ? DimseStatus.CannotUnderstand : DimseStatus.Success, response.Status);
                    await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { SubOperations = new((ushort)(5 - i), i, 0, 0) }, cancellationToken);
                }

                return new DimseResponse(DimseStatus.Success) { SubOperations = new(null, 4, 1, 0) };
            },
        });
        List<string> stored = [];
        var progress = 0;
        var result = await pair.Requestor.GetAsync(
            Pair.StudyRootGet,
            Identifier,
            async (request, cancellationToken) =>
            {
                using var copy = new MemoryStream();
                await request.DataSet!.CopyToAsync(copy, cancellationToken);
                stored.Add($"{request.Command.SopInstanceUid} {copy.Length}");
                return request.Command.SopInstanceUid.Value == "2.25.3" ? DimseStatus.CannotUnderstand : DimseStatus.Success;
            },
            _ => progress++);
        Assert.Equal(["2.25.1 300000", "2.25.2 300000", "2.25.3 300000", "2.25.4 300000", "2.25.5 300000"], stored);
        Assert.Equal((5, new SubOperationCounters(null, 4, 1, 0)), (progress, result.SubOperations));
    }

    [Fact]
    public async Task Without_the_role_scp_nothing_can_be_brought()
    {
        await using var pair = await Pair.CreateAsync(new TestHandler
        {
            OnNegotiate = request => TestHandler.AcceptAll(request) with { RoleSelections = [] },
            OnRequest = (request, _, _) => new(request.Association.CanStore(Pair.CtImageStorage, TransferSyntax.ExplicitVRLittleEndian)
                ? DimseStatus.Success
                : DimseStatus.OutOfResourcesForSubOperations),
        });
        var result = await pair.Requestor.GetAsync(Pair.StudyRootGet, Identifier, (_, _) => new(DimseStatus.Success));
        Assert.Equal(DimseStatus.OutOfResourcesForSubOperations, result.Status);
    }
}

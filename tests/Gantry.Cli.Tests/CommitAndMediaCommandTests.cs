using System.Net;
using System.Net.Sockets;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Tests;

public sealed class CommitAndMediaCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_are_committed_on_the_same_association()
    {
        Write(1);
        Write(2);
        await using var pacs = new PacsServer
        {
            OnRequest = (request, asked, _, _) =>
            {
                var items = asked.GetItems(Tags.ReferencedSOPSequence);
                var report = new DicomDataSetBuilder().Set(Tags.TransactionUID, asked.GetString(Tags.TransactionUID)).Set(Tags.ReferencedSOPSequence, items.Take(1))
                    .Set(Tags.FailedSOPSequence, items.Skip(1).Select(item => item.ToBuilder().Set(Tags.FailureReason, 0x0112).Build())).Build();
                _ = ReportAsync(request.Association, request.Context, 2, report);
                return new(DimseStatus.Success);
            },
        };
        var run = await CommandRun.OfAsync("commit", pacs.Name, _folder.Path);
        Assert.Equal((1, $"1 of 2 committed by {pacs.Name}", "2.25.2: no such object instance"), (run.ExitCode, run.Output.Trim(), run.Error.Trim()));
    }

    [Fact]
    public async Task Or_on_the_port_that_is_listened_on()
    {
        Write(1);
        var port = FreePort();
        await using var pacs = new PacsServer
        {
            OnRequest = (_, asked, _, _) =>
            {
                _ = Task.Run(async () =>
                {
                    await using var association = await DicomClient.ConnectAsync(
                        "127.0.0.1", port, new AETitle("GANTRY-CLI"), new AETitle("PACS"), [new(Uids.StorageCommitmentPushModel, [TransferSyntax.ImplicitVRLittleEndian], ServiceRoles.Scp)]);
                    await ReportAsync(association, association.Parameters.PresentationContexts.Single(), 1, asked);
                }, CancellationToken.None);
                return new(DimseStatus.Success);
            },
        };
        var run = await CommandRun.OfAsync("commit", pacs.Name, _folder.Path, "--listen", $"{port}", "--json");
        Assert.Equal((0, "{\"sopClassUid\":\"1.2.840.10008.5.1.4.1.1.7\",\"sopInstanceUid\":\"2.25.1\",\"committed\":true}", ""), (run.ExitCode, run.Output.Trim(), run.Error));
    }

    [Fact]
    public async Task Media_are_created_from_a_study_of_the_peer_and_waited_for()
    {
        await using var pacs = new PacsServer
        {
            OnRequest = async (request, identifier, responder, cancellationToken) =>
            {
                if (request.Command is CFindRq)
                {
                    var match = identifier.ToBuilder().Set(Tags.SeriesInstanceUID, "2.25.2").Set(Tags.SOPClassUID, Uids.CTImageStorage).Set(Tags.SOPInstanceUID, "2.25.3").Build();
                    await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { DataSet = DataSetSource.Of(match) }, cancellationToken);
                }

                return request.Command is NGetRq
                    ? new DimseResponse(DimseStatus.Success) { DataSet = DataSetSource.Of(new DicomDataSetBuilder().Set(Tags.ExecutionStatus, "DONE").Set(Tags.ExecutionStatusInfo, "NORMAL").Build()) }
                    : DimseStatus.Success;
            },
        };
        var run = await CommandRun.OfAsync("media", "create", pacs.Name, "--study", "2.25.1", "--copies", "2", "--profile", "STD-GEN-CD", "--label", "A label", "--viewer", "--wait");
        Assert.Equal((0, "", "DONE NORMAL"), (run.ExitCode, run.Error, run.Lines[1]));
        var create = pacs.Requests.Single(request => request.Command is NCreateRq);
        Assert.Equal(run.Lines[0], create.Command.SopInstanceUid.Value);
        Assert.Equal(("A label", "YES"), (create.DataSet.GetText(Tags.LabelText), create.DataSet.GetString(Tags.IncludeDisplayApplication)));
        Assert.Equal("2.25.3", create.DataSet.GetItems(Tags.ReferencedSOPSequence).Single().GetString(Tags.ReferencedSOPInstanceUID));
        Assert.Equal(2, pacs.Requests.Single(request => request.Command is NActionRq).DataSet.GetInt32(Tags.NumberOfCopies));

        pacs.OnRequest = (_, _, _, _) => new(new DimseResponse(new DimseStatus(0xC202)) { ErrorComment = "Burning" });
        var cancel = await CommandRun.OfAsync("media", "cancel", pacs.Name, run.Lines[0]);
        Assert.Equal((2, $"{pacs.Name}: N-ACTION 2 was answered with status C202H. Burning"), (cancel.ExitCode, cancel.Error.Trim()));
    }

    [Theory]
    [InlineData("so it goes without PEER", "media", "create", "PACS@127.0.0.1:1", "--study", "2.25.1", "--deidentify")]
    [InlineData("what stays with --deidentify", "media", "create", "--study", "2.25.1", "--retain", "RetainUids")]
    public async Task What_only_the_server_can_do_is_not_asked_of_a_peer(string expected, params string[] arguments)
    {
        var run = await CommandRun.OfAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    internal static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    internal static async Task ReportAsync(Association association, PresentationContext context, ushort type, DicomDataSet report) => await association.InvokeAsync(
        context,
        new NEventReportRq { SopClassUid = Uids.StorageCommitmentPushModel, SopInstanceUid = Uids.StorageCommitmentPushModelInstance, EventTypeId = type },
        DataSetSource.Of(report));

    private void Write(int number) => DicomFiles.Write(_folder, $"{number}.dcm", DicomFiles.DataSet.ToBuilder().Set(Tags.SOPInstanceUID, $"2.25.{number}").Build(), TransferSyntax.ExplicitVRLittleEndian);
}

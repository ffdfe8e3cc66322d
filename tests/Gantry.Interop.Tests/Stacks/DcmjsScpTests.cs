using System.Text;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>The client asks dcmjs-dimse.</summary>
public sealed class DcmjsScpTests
{
    private static readonly Uid SopClass = new("1.2.840.10008.3.1.2.3.3");

    [Fact]
    public async Task Echo_and_store()
    {
        await using var scp = await Dcmjs.StartScpAsync();
        await using var association = await ConnectAsync(scp.Port);
        Assert.Equal(DimseStatus.Success, await association.EchoAsync(TestContext.Current.CancellationToken));
        var sample = Samples.Make(patientId: "TODCMJS");
        Assert.Equal(DimseStatus.Success, (await association.StoreAsync(sample.Request, TestContext.Current.CancellationToken)).Status);
        await association.ReleaseAsync(TestContext.Current.CancellationToken);
        await Until.TrueAsync(() => scp.Output.Contains("TODCMJS", StringComparison.Ordinal), "dcmjs-dimse tells what it received");
        Dcmjs.Note("C-ECHO", "SCP");
        Dcmjs.Note("C-STORE", "SCP");
    }

    [Fact]
    public async Task Normalized_services_from_the_creation_to_the_deletion()
    {
        await using var scp = await Dcmjs.StartScpAsync();
        await using var association = await ConnectAsync(scp.Port);
        var (context, instance) = (association.Parameters.Find(SopClass)!, Uid.New());
        var created = await InvokeAsync(new NCreateRq { SopClassUid = SopClass, SopInstanceUid = instance }, new DicomDataSetBuilder().Add(Tags.PatientID, "N1").Build());
        Assert.Equal((DimseStatus.Success, instance), (created.Status, created.Command.AffectedSopInstanceUid));
        Assert.Equal(DimseStatus.Success, (await InvokeAsync(
            new NSetRq { SopClassUid = SopClass, SopInstanceUid = instance }, new DicomDataSetBuilder().Add(Tags.PatientName, "ANON^ONE").Build())).Status);
        var got = (await InvokeAsync(new NGetRq { SopClassUid = SopClass, SopInstanceUid = instance })).ReadDataSet();
        Assert.Equal(("N1", "ANON^ONE"), (got.GetString(Tags.PatientID), got.GetString(Tags.PatientName)));
        Assert.Equal(DimseStatus.Success, (await InvokeAsync(new NActionRq { SopClassUid = SopClass, SopInstanceUid = instance, ActionTypeId = 1 })).Status);
        Assert.Equal(DimseStatus.Success, (await InvokeAsync(new NEventReportRq { SopClassUid = SopClass, SopInstanceUid = instance, EventTypeId = 1 })).Status);
        Assert.Equal(DimseStatus.Success, (await InvokeAsync(new NDeleteRq { SopClassUid = SopClass, SopInstanceUid = instance })).Status);
        Assert.Equal(DimseStatus.NoSuchSopInstance, (await InvokeAsync(new NGetRq { SopClassUid = SopClass, SopInstanceUid = instance })).Status);
        foreach (var service in (string[])["N-CREATE", "N-SET", "N-GET", "N-ACTION", "N-EVENT-REPORT", "N-DELETE"])
        {
            Dcmjs.Note(service, "SCP");
        }

        async Task<DimseReply> InvokeAsync(DimseRq command, DicomDataSet? dataSet = null) =>
            await association.InvokeAsync(context, command, dataSet is null ? null : DataSetSource.Of(dataSet), TestContext.Current.CancellationToken);
    }

    [Theory, InlineData("secret", true), InlineData("guess", false)]
    public async Task A_user_identity_is_verified(string passcode, bool isRight)
    {
        await using var scp = await Dcmjs.StartScpAsync();
        var identity = new UserIdentity(
            UserIdentityType.UserNameAndPasscode, PositiveResponseRequested: true, Encoding.UTF8.GetBytes("joe"), Encoding.UTF8.GetBytes(passcode));
        var connecting = ConnectAsync(scp.Port, new RequestorOptions { UserIdentity = identity });
        if (isRight)
        {
            await using var association = await connecting;
            Assert.NotNull(association.Parameters.UserIdentityResponse);
            Assert.Equal(DimseStatus.Success, await association.EchoAsync(TestContext.Current.CancellationToken));
            Dcmjs.Note("C-ECHO", "SCP", "user identity, accepted");
        }
        else
        {
            await Assert.ThrowsAsync<AssociationRejectedException>(() => connecting);
            Dcmjs.Note("association", "SCP", "user identity, rejected");
        }
    }

    private static Task<Association> ConnectAsync(int port, RequestorOptions? options = null) => DicomClient.ConnectAsync(
        "127.0.0.1",
        port,
        new AETitle("DCMJS"),
        new AETitle("GANTRY"),
        [
            ProposedContext.Verification,
            new(Samples.CTImage, [TransferSyntax.ExplicitVRLittleEndian]),
            new(SopClass, [TransferSyntax.ExplicitVRLittleEndian]),
        ],
        options,
        cancellationToken: TestContext.Current.CancellationToken);
}

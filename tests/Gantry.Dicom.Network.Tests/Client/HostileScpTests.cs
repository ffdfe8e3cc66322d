using Gantry.Dicom.Network.Tests.Support;
using static Gantry.Dicom.Network.Tests.Support.PduBytes;

namespace Gantry.Dicom.Network.Tests.Client;

/// <summary>A client whose peer means harm.</summary>
public sealed class HostileScpTests
{
    private const string StudyRootGet = "1.2.840.10008.5.1.4.1.2.2.3";
    private const string CtImageStorage = "1.2.840.10008.5.1.4.1.1.2";
    private const string ExplicitLittle = "1.2.840.10008.1.2.1";

    [Theory, Trait("Attack", "path traversal by the UID of a C-GET sub-operation")]
    [InlineData("../../x"), InlineData("/etc/x"), InlineData("1.2/../x"), InlineData("C:\\x"), InlineData("1.2\n.3")]
    public async Task An_instance_whose_UID_is_a_path_never_reaches_who_would_write_it(string sopInstance)
    {
        var (near, far) = DuplexPipe.Create();
        var peer = new Peer(far);
        var connecting = DicomClient.ConnectAsync(
            near,
            null,
            new AETitle("HOSTILE"),
            new AETitle("GANTRY"),
            [new(new Uid(StudyRootGet), [TransferSyntax.ExplicitVRLittleEndian]), new(new Uid(CtImageStorage), [TransferSyntax.ExplicitVRLittleEndian], ServiceRoles.Scp)]);
        await peer.ReceiveAsync();
        byte[] role = [0, (byte)CtImageStorage.Length, .. System.Text.Encoding.ASCII.GetBytes(CtImageStorage), 0, 1];
        await peer.SendAsync(Start().AssociateAc(
            ApplicationContext(),
            Item(0x21, [1, 0, 0, 0, .. Text(0x40, ExplicitLittle)]),
            Item(0x21, [3, 0, 0, 0, .. Text(0x40, ExplicitLittle)]),
            UserInformation(MaximumLength(0), Text(0x52, "2.25.1"), Item(0x54, role))));
        await using var association = await connecting;
        List<string> written = [];
        var getting = association.GetAsync(new Uid(StudyRootGet), DicomDataSet.Empty, (request, _) =>
        {
            written.Add(request.Command.SopInstanceUid.Value);
            return new(DimseStatus.Success);
        });
        await peer.ReceiveAsync(); // C-GET-RQ
        await peer.ReceiveAsync(); // its identifier
        await peer.SendAsync(Start()
            .Command(3, CommandSet((0x0002, CtImageStorage), (0x0100, 0x0001), (0x0110, 9), (0x0700, 0), (0x0800, 0), (0x1000, sopInstance)))
            .Data(3, 0x08, 0, 0x18, 0, (byte)'U', (byte)'I', 0, 0));
        Assert.Equal(DimseStatus.InvalidSopInstance.Code, await peer.ReceiveStatusAsync());
        await peer.SendAsync(Start().Command(1, CommandSet((0x0002, StudyRootGet), (0x0100, 0x8010), (0x0120, 1), (0x0800, 0x0101), (0x0900, 0))));
        Assert.Equal(DimseStatus.Success, (await getting).Status);
        Assert.Empty(written);
        await peer.CloseAsync();
    }
}

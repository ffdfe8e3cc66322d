using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Dimse;

public sealed class CommandSetTests
{
    private static readonly Uid Class = new("1.2.840.10008.5.1.4.1.1.2");
    private static readonly Uid Instance = new("2.25.42");
    private static readonly AETitle Title = new("SINK");

    [Fact]
    public void The_echo_request_has_the_bytes_of_the_standard()
    {
        var bytes = new CommandSetWriter().Write(new CEchoRq { MessageId = 1, SopClassUid = new Uid("1.2.840.10008.1.1") }, hasDataSet: false);
        Assert.Equal(
            "000000000400000038000000" + "0000020012000000312E322E3834302E31303030382E312E3100" + "00000001020000003000" + "00001001020000000100" + "00000008020000000101",
            Convert.ToHexString(bytes.Span));
        Assert.Equal(PduBytes.EchoRq(), bytes.ToArray());
    }

    public static TheoryData<CommandSet> All() =>
    [
        new CEchoRq { MessageId = 1, SopClassUid = Class },
        new CEchoRsp { MessageIdBeingRespondedTo = 1, AffectedSopClassUid = Class },
        new CStoreRq
        {
            MessageId = 65_535, SopClassUid = Class, SopInstanceUid = Instance, Priority = Priority.High, MoveOriginatorAETitle = Title, MoveOriginatorMessageId = 9, HasDataSet = true,
        },
        new CStoreRsp { MessageIdBeingRespondedTo = 2, Status = new(0xB000), AffectedSopClassUid = Class, AffectedSopInstanceUid = Instance, ErrorComment = "Odd" },
        new CFindRq { MessageId = 3, SopClassUid = Class, Priority = Priority.Low, HasDataSet = true },
        new CFindRsp { MessageIdBeingRespondedTo = 3, Status = DimseStatus.Pending, HasDataSet = true },
        new CMoveRq { MessageId = 4, SopClassUid = Class, MoveDestination = Title, HasDataSet = true },
        new CMoveRsp { MessageIdBeingRespondedTo = 4, Status = DimseStatus.Pending, SubOperations = new(1, 2, 3, 4) },
        new CGetRq { MessageId = 5, SopClassUid = Class, HasDataSet = true },
        new CGetRsp { MessageIdBeingRespondedTo = 5, SubOperations = new(null, 2, 0, 0) },
        new CCancelRq { MessageIdBeingRespondedTo = 5 },
        new NEventReportRq { MessageId = 6, SopClassUid = Class, SopInstanceUid = Instance, EventTypeId = 2, HasDataSet = true },
        new NEventReportRsp { MessageIdBeingRespondedTo = 6, EventTypeId = 2 },
        new NGetRq { MessageId = 7, SopClassUid = Class, SopInstanceUid = Instance },
        new NGetRsp { MessageIdBeingRespondedTo = 7, HasDataSet = true },
        new NSetRq { MessageId = 8, SopClassUid = Class, SopInstanceUid = Instance, HasDataSet = true },
        new NSetRsp { MessageIdBeingRespondedTo = 8, ErrorId = 0xA710, Status = DimseStatus.ProcessingFailure },
        new NActionRq { MessageId = 9, SopClassUid = Class, SopInstanceUid = Instance, ActionTypeId = 1, HasDataSet = true },
        new NActionRsp { MessageIdBeingRespondedTo = 9, ActionTypeId = 1 },
        new NCreateRq { MessageId = 10, SopClassUid = Class, HasDataSet = true },
        new NCreateRsp { MessageIdBeingRespondedTo = 10, AffectedSopInstanceUid = Instance },
        new NDeleteRq { MessageId = 11, SopClassUid = Class, SopInstanceUid = Instance },
        new NDeleteRsp { MessageIdBeingRespondedTo = 11 },
    ];

    [Theory, MemberData(nameof(All))]
    public void Every_message_is_read_as_it_was_written(CommandSet commandSet)
    {
        var writer = new CommandSetWriter();
        var bytes = writer.Write(commandSet, commandSet.HasDataSet).ToArray();
        var read = CommandSetReader.Read(bytes).ToCommandSet();
        Assert.Equal(commandSet.ToString(), read!.ToString());
        Assert.Equal(bytes, writer.Write(read, read.HasDataSet).ToArray());
        Assert.Equal(bytes.Length - 12, BitConverter.ToInt32(bytes, 8));
    }

    [Fact]
    public void Lists_of_tags_and_comments_are_kept_within_their_rules()
    {
        var response = new NSetRsp
        {
            Status = new DimseStatus(0x0120),
            OffendingElements = [new Tag(0x0010_0020), new Tag(0x0008_0018)],
            AttributeIdentifierList = [new Tag(0x0020_000D)],
            ErrorComment = "Ünlimited\\" + new string('x', 100),
        };
        var read = (NSetRsp)CommandSetReader.Read(new CommandSetWriter().Write(response, false).Span).ToCommandSet()!;
        Assert.Equal(response.OffendingElements.AsEnumerable(), read.OffendingElements);
        Assert.Equal(response.AttributeIdentifierList.AsEnumerable(), read.AttributeIdentifierList);
        Assert.Equal("?nlimited?" + new string('x', 54), read.ErrorComment);
    }

    [Theory]
    [InlineData("00000001020000003000" + "0000")]
    [InlineData("0000000102000000")]
    [InlineData("00000001FFFFFFFF3000")]
    [InlineData("00001001020000000100")]
    [InlineData("")]
    public void What_is_no_command_set_is_refused(string hex) =>
        Assert.Throws<CommandSetException>(() => CommandSetReader.Read(Convert.FromHexString(hex)));

    [Fact]
    public void A_prefix_of_a_command_set_never_reads_as_another_one()
    {
        var bytes = PduBytes.EchoRq();
        for (var length = 0; length < bytes.Length; length++)
        {
            try
            {
                Assert.NotNull(CommandSetReader.Read(bytes.AsSpan(0, length)).CommandField);
            }
            catch (CommandSetException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        }
    }
}

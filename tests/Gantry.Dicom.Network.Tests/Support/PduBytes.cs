using System.Buffers.Binary;
using System.Text;

namespace Gantry.Dicom.Network.Tests.Support;

/// <summary>Builds what goes over the wire byte by byte, without the code under test.</summary>
internal sealed class PduBytes
{
    private readonly List<byte> _bytes = [];

    public static PduBytes Start() => new();

    public byte[] ToArray() => [.. _bytes];

    public PduBytes Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public PduBytes Pdu(byte type, params byte[] body) => Raw(type, 0).Raw(BigEndian((uint)body.Length)).Raw(body);

    public PduBytes PDataTf(byte contextId, bool isCommand, bool isLast, params byte[] fragment) => Pdu(0x04, Pdv(contextId, isCommand, isLast, fragment));

    public PduBytes Command(byte contextId, params byte[] commandSet) => PDataTf(contextId, true, true, commandSet);

    public PduBytes Data(byte contextId, params byte[] dataSet) => PDataTf(contextId, false, true, dataSet);

    public PduBytes ReleaseRq() => Pdu(0x05, 0, 0, 0, 0);

    public PduBytes ReleaseRp() => Pdu(0x06, 0, 0, 0, 0);

    public PduBytes Abort(byte source, byte reason) => Pdu(0x07, 0, 0, source, reason);

    public PduBytes AssociateRq(params byte[][] items) => Pdu(0x01, AssociateBody(items));

    public PduBytes AssociateAc(params byte[][] items) => Pdu(0x02, AssociateBody(items));

    public static byte[] AssociateBody(params byte[][] items) => AssociateBody("CALLED", "CALLING", items);

    public static byte[] AssociateBody(string called, string calling, params byte[][] items) =>
        [0, 1, 0, 0, .. Encoding.ASCII.GetBytes(called.PadRight(16)), .. Encoding.ASCII.GetBytes(calling.PadRight(16)), .. new byte[32], .. items.SelectMany(i => i)];

    public static byte[] Pdv(byte contextId, bool isCommand, bool isLast, params byte[] fragment) =>
        [.. BigEndian((uint)fragment.Length + 2), contextId, (byte)((isCommand ? 1 : 0) + (isLast ? 2 : 0)), .. fragment];

    public static byte[] Item(byte type, params byte[] body) => [type, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    public static byte[] Text(byte type, string text) => Item(type, Encoding.ASCII.GetBytes(text));

    public static byte[] ApplicationContext() => Text(0x10, "1.2.840.10008.3.1.1.1");

    public static byte[] Proposal(byte id, string abstractSyntax, params string[] transferSyntaxes) =>
        Item(0x20, [id, 0, 0, 0, .. Text(0x30, abstractSyntax), .. transferSyntaxes.SelectMany(t => Text(0x40, t))]);

    public static byte[] UserInformation(params byte[][] subItems) => Item(0x50, [.. subItems.SelectMany(s => s)]);

    public static byte[] MaximumLength(uint length) => Item(0x51, BigEndian(length));

    /// <summary>A request that any acceptor of Verification takes.</summary>
    public static byte[] VerificationRq(uint maximumLength = 16_384) => Start().AssociateRq(
        ApplicationContext(),
        Proposal(1, "1.2.840.10008.1.1", "1.2.840.10008.1.2"),
        UserInformation(MaximumLength(maximumLength), Text(0x52, "2.25.1"))).ToArray();

    /// <summary>A command set in Implicit VR Little Endian: US for numbers, UI for text.</summary>
    public static byte[] CommandSet(params (ushort Element, object Value)[] elements)
    {
        List<byte> rest = [];
        foreach (var (element, value) in elements)
        {
            byte[] bytes = value switch
            {
                int number => [(byte)number, (byte)(number >> 8)],
                string text => Encoding.ASCII.GetBytes(text.Length % 2 == 0 ? text : text + "\0"),
                byte[] raw => raw,
                _ => throw new ArgumentException($"{value.GetType()} is no command element's value.", nameof(elements)),
            };
            rest.AddRange([0, 0, (byte)element, (byte)(element >> 8), .. LittleEndian(bytes.Length), .. bytes]);
        }

        return [0, 0, 0, 0, 4, 0, 0, 0, .. LittleEndian(rest.Count), .. rest];
    }

    /// <summary>The C-ECHO-RQ.</summary>
    public static byte[] EchoRq(int messageId = 1) =>
        CommandSet((0x0002, "1.2.840.10008.1.1"), (0x0100, 0x0030), (0x0110, messageId), (0x0800, 0x0101));

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] LittleEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Gantry.Dicom.Network.Tests.Support;

/// <summary>A peer that says what a test tells it to, byte by byte, and reads PDUs without the code under test.</summary>
internal sealed class Peer(IDuplexPipe transport)
{
    public async Task SendAsync(params byte[] bytes)
    {
        await transport.Output.WriteAsync(bytes);
    }

    public Task SendAsync(PduBytes bytes) => SendAsync(bytes.ToArray());

    public async Task SendByteByByteAsync(byte[] bytes)
    {
        foreach (var b in bytes)
        {
            await transport.Output.WriteAsync(new[] { b });
            await Task.Yield();
        }
    }

    public async Task CloseAsync()
    {
        await transport.Output.CompleteAsync();
        await transport.Input.CompleteAsync();
    }

    /// <summary>Reads a PDU, header and all.</summary>
    public async Task<byte[]> ReceiveAsync()
    {
        var header = await ReadAsync(6);
        return header.Length < 6 ? header : [.. header, .. await ReadAsync((int)BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(2)))];
    }

    public async Task ExpectAsync(PduBytes expected) => Assert.Equal(Convert.ToHexString(expected.ToArray()), Convert.ToHexString(await ReceiveAsync()));

    public Task ExpectAbortAsync(byte source, byte reason) => ExpectAsync(PduBytes.Start().Abort(source, reason));

    public async Task ExpectCloseAsync() => Assert.Equal("", Convert.ToHexString(await ReadAsync(1)));

    /// <summary>Receives the command set of a response.</summary>
    public async Task<Dictionary<int, byte[]>> ReceiveCommandAsync()
    {
        var pdu = await ReceiveAsync();
        Assert.True(pdu.Length > 12 && pdu[0] == 0x04 && (pdu[11] & 1) == 1, "not a command: " + Convert.ToHexString(pdu));
        Dictionary<int, byte[]> elements = [];
        for (var i = 12; i < pdu.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(pdu.AsSpan(i + 4));
            elements.Add(BinaryPrimitives.ReadUInt16LittleEndian(pdu.AsSpan(i + 2)), pdu[(i + 8)..(i + 8 + length)]);
            i += 8 + length;
        }

        return elements;
    }

    public async Task<ushort> ReceiveStatusAsync() => BinaryPrimitives.ReadUInt16LittleEndian((await ReceiveCommandAsync())[0x0900]);

    public async Task AssociateAsync(byte[]? rq = null)
    {
        await SendAsync(rq ?? PduBytes.VerificationRq());
        var answer = await ReceiveAsync();
        Assert.Equal(0x02, answer[0]);
    }

    private async Task<byte[]> ReadAsync(int count)
    {
        var result = await transport.Input.ReadAtLeastAsync(count);
        var bytes = result.Buffer.Slice(0, Math.Min(count, result.Buffer.Length)).ToArray();
        transport.Input.AdvanceTo(result.Buffer.GetPosition(bytes.Length));
        return bytes;
    }
}

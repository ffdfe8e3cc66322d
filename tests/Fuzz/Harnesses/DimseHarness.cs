using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Fuzz.Harnesses;

/// <summary>Command sets: read by the network's own reader, and written and read again where they are of a message that is known.</summary>
internal static class DimseHarness
{
    public static void Run(byte[] bytes)
    {
        CommandSet? commandSet;
        try
        {
            commandSet = CommandSetReader.Read(bytes).ToCommandSet();
        }
        catch (CommandSetException)
        {
            return;
        }

        if (commandSet is not null)
        {
            var written = new CommandSetWriter().Write(commandSet, commandSet.HasDataSet).ToArray();
            var again = CommandSetReader.Read(written).ToCommandSet();
            Promise.Holds(again?.GetType() == commandSet.GetType(), "A command set that was written is read as the same message.");
            Promise.Holds(new CommandSetWriter().Write(again!, again!.HasDataSet).Span.SequenceEqual(written), "A command set is written with the same bytes again.");
        }
    }

    public static IEnumerable<byte[]> Seeds()
    {
        foreach (var (field, hasDataSet) in new[] { (0x0001, true), (0x8001, false), (0x0020, true), (0x8020, true), (0x0021, true), (0x0010, true), (0x0FFF, false), (0x0030, false), (0x0100, true), (0x0140, true), (0x0130, true), (0x0110, false), (0x0120, true), (0x8021, false) })
        {
            var commandSet = new DicomDataSetBuilder()
                .Set(Tags.AffectedSOPClassUID, Uids.CTImageStorage).Set(Tags.RequestedSOPClassUID, Uids.CTImageStorage)
                .Set(Tags.CommandField, field).Set(Tags.MessageID, 7).Set(Tags.MessageIDBeingRespondedTo, 7).Set(Tags.Priority, 2)
                .Set(Tags.MoveDestination, "SINK").Set(Tags.CommandDataSetType, hasDataSet ? 1 : 0x0101).Set(Tags.Status, 0xFF00)
                .Set(Tags.AffectedSOPInstanceUID, "2.25.1").Set(Tags.RequestedSOPInstanceUID, "2.25.1").Set(Tags.ErrorComment, "none")
                .Set(Tags.EventTypeID, 1).Set(Tags.ActionTypeID, 1).Set(Tags.AttributeIdentifierList, "00100010")
                .Set(Tags.NumberOfRemainingSuboperations, 1).Set(Tags.MoveOriginatorApplicationEntityTitle, "SCU").Set(Tags.MoveOriginatorMessageID, 3)
                .Build();
            yield return DataSetWriter.ToArray(commandSet, TransferSyntax.ImplicitVRLittleEndian);
        }
    }
}

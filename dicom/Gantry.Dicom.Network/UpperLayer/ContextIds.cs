namespace Gantry.Dicom.Network;

/// <summary>The presentation context IDs seen in a PDU: each odd, each once (PS3.8 §9.3.2.2), so 128 at most.</summary>
internal struct ContextIds
{
    private UInt128 _seen;

    public void Add(byte id)
    {
        var bit = UInt128.One << (id >> 1);
        if ((id & 1) == 0 || (_seen & bit) != 0)
        {
            throw new UpperLayerException(AbortReason.InvalidPduParameterValue, $"Presentation context ID {id} is even or occurs twice.");
        }

        _seen |= bit;
    }
}

namespace Gantry.Dicom.Network;

/// <summary>The command set of a DIMSE message (PS3.7 §6.3.1).</summary>
public abstract record CommandSet
{
    private protected CommandSet()
    {
    }

    /// <summary>The Command Field (0000,0100).</summary>
    public abstract CommandField CommandField { get; }

    /// <summary>True where a data set follows: the Command Data Set Type (0000,0800) is not 0101H. Set by whoever sends the message.</summary>
    public bool HasDataSet { get; init; }

    /// <summary>Puts the fields where the encoder finds them.</summary>
    internal abstract void CopyTo(CommandElements elements);
}

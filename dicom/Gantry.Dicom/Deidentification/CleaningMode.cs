namespace Gantry.Dicom;

/// <summary>What happens to attributes of an item that the table of PS3.15 §E.1 does not name: the action of a sequence covers its items.</summary>
internal enum CleaningMode
{
    /// <summary>They stay.</summary>
    Table,

    /// <summary>Free text that is not known to be harmless becomes a dummy: the sequence is cleaned.</summary>
    FreeText,

    /// <summary>All but the structure becomes a dummy: the sequence is.</summary>
    Dummies,
}

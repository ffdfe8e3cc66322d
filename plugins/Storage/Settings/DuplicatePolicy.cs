namespace Gantry.Plugins.Storage;

/// <summary>What is done where an instance comes whose SOP Instance UID is stored already.</summary>
public enum DuplicatePolicy
{
    /// <summary>The first stays and Success is answered; one with other content is set aside.</summary>
    Keep,

    /// <summary>It is refused with 0111H; one with other content is set aside.</summary>
    Refuse,

    /// <summary>One with other content takes the place of the first, which is set aside; Success is answered.</summary>
    Replace,

    /// <summary>The same content is answered with Success; other content is refused with 0111H and set aside.</summary>
    Compare,
}

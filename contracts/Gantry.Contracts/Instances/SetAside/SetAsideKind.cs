namespace Gantry.Contracts;

/// <summary>Why an instance lies beside the catalog.</summary>
public enum SetAsideKind
{
    /// <summary>It was refused: its data set could not be understood, or did not match its command or SOP class.</summary>
    Refused,

    /// <summary>It disagrees with what is stored: other content under a known SOP Instance UID, a known series in another study, a known study of another patient.</summary>
    Conflict,

    /// <summary>It was stored, and another with its SOP Instance UID has taken its place.</summary>
    Superseded,
}

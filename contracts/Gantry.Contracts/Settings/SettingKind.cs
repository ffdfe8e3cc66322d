namespace Gantry.Contracts;

/// <summary>What a setting's value is.</summary>
public enum SettingKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A time: <c>[days.]hours:minutes[:seconds]</c>.</summary>
    Time,

    /// <summary>One of <see cref="SettingDescription.Choices"/>.</summary>
    Choice,

    /// <summary>Any number of texts.</summary>
    Texts,
}

namespace Gantry.Dicom;

/// <summary>One component group of a person name: five components (PS3.5 §6.2.1.1).</summary>
/// <param name="FamilyName">The family name complex.</param>
/// <param name="GivenName">The given name complex.</param>
/// <param name="MiddleName">The middle name.</param>
/// <param name="NamePrefix">The prefix.</param>
/// <param name="NameSuffix">The suffix.</param>
public readonly record struct PersonNameGroup(string FamilyName, string GivenName = "", string MiddleName = "", string NamePrefix = "", string NameSuffix = "")
{
    /// <summary>The group without a name.</summary>
    public static PersonNameGroup Empty => new("");

    /// <summary>True where all components are empty.</summary>
    public bool IsEmpty => ToString().Length == 0;

    /// <summary>Reads a group. Components beyond the fifth belong to the suffix; padding of a component is dropped.</summary>
    public static PersonNameGroup Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('^', 5);
        return new(Part(parts, 0), Part(parts, 1), Part(parts, 2), Part(parts, 3), Part(parts, 4));
    }

    /// <summary>The components joined by <c>^</c>, without delimiters at the end.</summary>
    public override string ToString() => string.Join('^', FamilyName ?? "", GivenName ?? "", MiddleName ?? "", NamePrefix ?? "", NameSuffix ?? "").TrimEnd('^');

    private static string Part(string[] parts, int index) => index < parts.Length ? parts[index].Trim(' ', '\0') : "";
}

using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>What a <see cref="Deidentifier"/> does. Immutable.</summary>
public sealed record DeidentifierOptions
{
    /// <summary>The options of the profile; none, i.e. the basic profile alone, unless set.</summary>
    public ConfidentialityOptions Profile { get; init; }

    /// <summary>
    /// The secret that replacements are made with, 16 bytes at least: the same key gives the same UIDs and the same patient, so that studies done at different
    /// times fit together. Who has it can find out whether a UID or Patient ID is behind a replacement, so keep it as you keep the originals. A random one,
    /// which dies with the <see cref="Deidentifier"/>, unless set.
    /// </summary>
    public ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>The Patient ID (0010,0020) of every result, ASCII, 1 to 64 characters. One that is made of the key and the original unless set.</summary>
    public string? PatientId { get; init; }

    /// <summary>The Patient's Name (0010,0010) of every result, ASCII, 1 to 64 characters. <c>ANON^</c> and the made Patient ID unless set.</summary>
    public string? PatientName { get; init; }

    /// <summary>By how many days <see cref="ConfidentialityOptions.RetainLongitudinalModifiedDates"/> moves dates; -1 to -3,650, made of the key and the patient, unless set.</summary>
    public int? DateShiftDays { get; init; }

    /// <summary>Texts that are known to identify nobody, compared letter by letter without outer spaces; what an option has to clean stays only where it is one of these. None unless set.</summary>
    public ImmutableHashSet<string> AcceptedTexts { get; init; } = [];

    /// <summary>The private elements that are known to identify nobody. None unless set.</summary>
    public ImmutableHashSet<SafePrivateElement> SafePrivateElements { get; init; } = [];

    internal bool Has(ConfidentialityOptions option) => (Profile & option) != 0;
}

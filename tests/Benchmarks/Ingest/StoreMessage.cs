using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Gantry.Benchmarks.Parse;
using Gantry.Dicom;

namespace Gantry.Benchmarks.Ingest;

/// <summary>The bytes of a C-STORE of a CT image, PDUs and all. They are made once for an association, and only the digits of UIDs change from one to the next.</summary>
internal sealed class StoreMessage
{
    private const string StudyDigits = "700000000", InstanceDigits = "800000000", DateDigits = "19010203";
    private static readonly DateOnly FirstDate = new(2000, 1, 1);
    private static int _associations = Random.Shared.Next(100_000_000, 500_000_000);

    private readonly byte[] _bytes;
    private readonly int[] _studyPlaces;
    private readonly int[] _datePlaces;
    private readonly int[] _instancePlaces;
    private readonly int _instancesOfStudy;
    private int _count;

    /// <param name="rows">The rows and columns of 16 bits each: 32 make about 4 KB, 512 about 512 KB.</param>
    /// <param name="maximumPduLength">What the peer takes.</param>
    /// <param name="instancesOfStudy">How many instances a study has.</param>
    /// <param name="root">What the UIDs begin with; one of its own where it is null.</param>
    /// <param name="firstStudy">The number of the first study.</param>
    public StoreMessage(int rows, int maximumPduLength, int instancesOfStudy = 200, string? root = null, int firstStudy = 0)
    {
        (_instancesOfStudy, _count) = (instancesOfStudy, firstStudy * instancesOfStudy);
        root ??= string.Create(CultureInfo.InvariantCulture, $"2.25.{Interlocked.Increment(ref _associations)}");
        var (study, instance) = ($"{root}.{StudyDigits}", $"{root}.{InstanceDigits}");
        var pixels = new byte[rows * rows * 2];
        new Random(rows).NextBytes(pixels);
        var dataSet = SampleImage.Make(0, rows, pixels).ToBuilder()
            .Set(Tags.PatientName, "ANON^PATIENT" + StudyDigits)
            .Set(Tags.PatientID, "ANON" + StudyDigits)
            .Set(Tags.AccessionNumber, "A" + StudyDigits)
            .Set(Tags.StudyDate, DateDigits)
            .Set(Tags.StudyInstanceUID, study)
            .Set(Tags.SeriesInstanceUID, study + ".1")
            .Set(Tags.SOPInstanceUID, instance)
            .Set(Tags.InstanceNumber, InstanceDigits)
            .Build();
        var bytes = new ArrayBufferWriter<byte>();
        Write(bytes, Command(Uids.CTImageStorage.Value, instance), isCommand: true, maximumPduLength);
        Write(bytes, DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian), isCommand: false, maximumPduLength);
        _bytes = bytes.WrittenSpan.ToArray();
        _studyPlaces = Places(StudyDigits);
        _datePlaces = Places(DateDigits);
        _instancePlaces = Places(InstanceDigits);
    }

    /// <summary>The message of an instance that no server has: of the same study as the one before, until that has all of its.</summary>
    public ReadOnlySpan<byte> Next()
    {
        Put(_instancePlaces, InstanceDigits, _count);
        Put(_studyPlaces, StudyDigits, _count / _instancesOfStudy);
        PutDate(_count / _instancesOfStudy);
        _count++;
        return _bytes;
    }

    /// <summary>The nine digits of a study's number, which its UIDs, Patient ID, Patient's Name and Accession Number end with.</summary>
    public static string StudyNumber(int study) => (int.Parse(StudyDigits, CultureInfo.InvariantCulture) + study).ToString(CultureInfo.InvariantCulture);

    /// <summary>The Study Instance UID of a study.</summary>
    public static string StudyUid(string root, int study) => $"{root}.{StudyNumber(study)}";

    /// <summary>The Study Date of a study: ten that follow each other have the same.</summary>
    public static string StudyDate(int study) => FirstDate.AddDays(study / 10).ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>The bytes of the command set of a C-STORE-RQ (PS3.7 §9.3.1.1).</summary>
    public static byte[] Command(string sopClass, string instance)
    {
        byte[] elements =
        [
            .. Element(0x0002, Padded(sopClass)), .. Element(0x0100, [1, 0]), .. Element(0x0110, [1, 0]), .. Element(0x0700, [0, 0]), .. Element(0x0800, [1, 0]),
            .. Element(0x1000, Padded(instance)),
        ];
        return [.. Element(0x0000, [(byte)elements.Length, (byte)(elements.Length >> 8), 0, 0]), .. elements];
    }

    /// <summary>Writes P-DATA-TF PDUs, one PDV each.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes, bool isCommand, int maximumPduLength, bool isLast = true)
    {
        do
        {
            var part = bytes[..Math.Min(bytes.Length, maximumPduLength - 6)];
            bytes = bytes[part.Length..];
            var header = output.GetSpan(12);
            (header[0], header[1]) = (4, 0);
            BinaryPrimitives.WriteInt32BigEndian(header[2..], part.Length + 6);
            BinaryPrimitives.WriteInt32BigEndian(header[6..], part.Length + 2);
            header[10] = StoreScu.ContextId;
            header[11] = (byte)((isCommand ? 1 : 0) | (bytes.IsEmpty && isLast ? 2 : 0));
            output.Advance(12);
            output.Write(part);
        }
        while (!bytes.IsEmpty);
    }

    private static byte[] Element(int element, ReadOnlySpan<byte> value) => [0, 0, (byte)element, (byte)(element >> 8), (byte)value.Length, 0, 0, 0, .. value];

    private static byte[] Padded(string uid) => Encoding.ASCII.GetBytes(uid.Length % 2 == 0 ? uid : uid + '\0');

    private int[] Places(string digits)
    {
        var pattern = Encoding.ASCII.GetBytes(digits);
        List<int> places = [];
        for (var from = 0; _bytes.AsSpan(from).IndexOf(pattern) is >= 0 and var place; from = places[^1] + pattern.Length)
        {
            places.Add(from + place);
        }

        return [.. places];
    }

    private void Put(int[] places, string digits, int number)
    {
        foreach (var place in places)
        {
            (int.Parse(digits, CultureInfo.InvariantCulture) + number).TryFormat(_bytes.AsSpan(place, digits.Length), out _, default, CultureInfo.InvariantCulture);
        }
    }

    private void PutDate(int study)
    {
        foreach (var place in _datePlaces)
        {
            Encoding.ASCII.GetBytes(StudyDate(study), _bytes.AsSpan(place));
        }
    }
}

using System.Runtime.InteropServices;

namespace Gantry.Dicom.Imaging;

/// <summary>What is called of OpenJPEG's library, libopenjp2 2.3 or later, which is found when it is needed.</summary>
internal static unsafe partial class OpenJpeg
{
    /// <summary>OPJ_CODEC_J2K: a codestream without boxes.</summary>
    public const int Codestream = 0;

    /// <summary>OPJ_CLRSPC_UNSPECIFIED: what colours are is the data set's business.</summary>
    public const int UnspecifiedColors = 0;

    /// <summary>More than the bytes of opj_dparameters_t, most of which are names of files.</summary>
    public const int DecoderParameterBytes = 16_384;

    private const string Library = "openjp2";
    private static readonly string[] Names = ["libopenjp2.so.7", "libopenjp2.7.dylib", "openjp2.dll", "openjp2"];
    private static readonly Lazy<object> Handle = new(() => Load());

    static OpenJpeg() => NativeLibrary.SetDllImportResolver(typeof(OpenJpeg).Assembly, static (name, _, _) => name == Library ? (nint)Handle.Value : 0);

    /// <summary>Why it cannot be used, in a sentence; null where it can.</summary>
    public static string? WhyUnavailable => !Environment.Is64BitProcess ? "JPEG 2000 is decoded and encoded in a 64-bit process only."
        : (nint)Handle.Value == 0 ? "JPEG 2000 needs OpenJPEG's library libopenjp2, version 2.3 or later, which is not installed (Debian: apt-get install libopenjp2-7)."
        : null;

    /// <summary>opj_version, as numbers.</summary>
    public static Version Version => Version.TryParse(Marshal.PtrToStringUTF8(GetVersion()), out var version) ? version : new Version(0, 0);

    private static nint Load()
    {
        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }

    [LibraryImport(Library, EntryPoint = "opj_version")]
    private static partial nint GetVersion();

    [LibraryImport(Library, EntryPoint = "opj_create_decompress")]
    public static partial OpenJpegCodec CreateDecompress(int format);

    [LibraryImport(Library, EntryPoint = "opj_destroy_codec")]
    public static partial void DestroyCodec(nint codec);

    [LibraryImport(Library, EntryPoint = "opj_set_default_decoder_parameters")]
    public static partial void SetDefaultDecoderParameters(byte* parameters);

    [LibraryImport(Library, EntryPoint = "opj_setup_decoder")]
    public static partial int SetupDecoder(OpenJpegCodec codec, byte* parameters);

    [LibraryImport(Library, EntryPoint = "opj_stream_create")]
    public static partial OpenJpegStream CreateStream(nuint bufferBytes, int isInput);

    [LibraryImport(Library, EntryPoint = "opj_stream_destroy")]
    public static partial void DestroyStream(nint stream);

    [LibraryImport(Library, EntryPoint = "opj_stream_set_user_data")]
    public static partial void SetUserData(OpenJpegStream stream, void* data, nint free);

    [LibraryImport(Library, EntryPoint = "opj_stream_set_user_data_length")]
    public static partial void SetUserDataLength(OpenJpegStream stream, ulong length);

    [LibraryImport(Library, EntryPoint = "opj_stream_set_read_function")]
    public static partial void SetRead(OpenJpegStream stream, delegate* unmanaged<byte*, nuint, OpenJpegInput*, nuint> read);

    [LibraryImport(Library, EntryPoint = "opj_stream_set_skip_function")]
    public static partial void SetSkip(OpenJpegStream stream, delegate* unmanaged<long, OpenJpegInput*, long> skip);

    [LibraryImport(Library, EntryPoint = "opj_stream_set_skip_function")]
    public static partial void SetSkip(OpenJpegStream stream, delegate* unmanaged<long, OpenJpegOutput*, long> skip);

    [LibraryImport(Library, EntryPoint = "opj_stream_set_seek_function")]
    public static partial void SetSeek(OpenJpegStream stream, delegate* unmanaged<long, OpenJpegInput*, int> seek);

    [LibraryImport(Library, EntryPoint = "opj_stream_set_seek_function")]
    public static partial void SetSeek(OpenJpegStream stream, delegate* unmanaged<long, OpenJpegOutput*, int> seek);

    [LibraryImport(Library, EntryPoint = "opj_stream_set_write_function")]
    public static partial void SetWrite(OpenJpegStream stream, delegate* unmanaged<byte*, nuint, OpenJpegOutput*, nuint> write);

    [LibraryImport(Library, EntryPoint = "opj_read_header")]
    public static partial int ReadHeader(OpenJpegStream stream, OpenJpegCodec codec, out OpenJpegImage image);

    [LibraryImport(Library, EntryPoint = "opj_decode")]
    public static partial int Decode(OpenJpegCodec codec, OpenJpegStream stream, OpenJpegImage image);

    [LibraryImport(Library, EntryPoint = "opj_image_destroy")]
    public static partial void DestroyImage(nint image);

    [LibraryImport(Library, EntryPoint = "opj_create_compress")]
    public static partial OpenJpegCodec CreateCompress(int format);

    [LibraryImport(Library, EntryPoint = "opj_set_default_encoder_parameters")]
    public static partial void SetDefaultEncoderParameters(OpenJpegEncoderParameters* parameters);

    [LibraryImport(Library, EntryPoint = "opj_image_create")]
    public static partial OpenJpegImage CreateImage(uint components, OpenJpegComponentParameters* parameters, int colors);

    [LibraryImport(Library, EntryPoint = "opj_setup_encoder")]
    public static partial int SetupEncoder(OpenJpegCodec codec, OpenJpegEncoderParameters* parameters, OpenJpegImage image);

    [LibraryImport(Library, EntryPoint = "opj_start_compress")]
    public static partial int StartCompress(OpenJpegCodec codec, OpenJpegImage image, OpenJpegStream stream);

    [LibraryImport(Library, EntryPoint = "opj_encode")]
    public static partial int Encode(OpenJpegCodec codec, OpenJpegStream stream);

    [LibraryImport(Library, EntryPoint = "opj_end_compress")]
    public static partial int EndCompress(OpenJpegCodec codec, OpenJpegStream stream);
}

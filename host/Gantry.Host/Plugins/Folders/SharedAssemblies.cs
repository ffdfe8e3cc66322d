using System.Composition;
using System.Reflection;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Gantry.Dicom.Network;

namespace Gantry.Host.Plugins.Folders;

/// <summary>The assemblies that the host shares with every plugin, so that both sides mean the same types.</summary>
internal static class SharedAssemblies
{
    public static IReadOnlyList<Assembly> All { get; } =
    [
        typeof(ICatalog).Assembly,
        typeof(DicomDataSet).Assembly,
        typeof(PixelCodecs).Assembly,
        typeof(DimseStatus).Assembly,
        typeof(ExportAttribute).Assembly,
        typeof(ExportFactory<>).Assembly,
        typeof(ILoggerFactory).Assembly,
        typeof(Microsoft.Extensions.DependencyInjection.IServiceCollection).Assembly, // Logging.Abstractions names it in its public face
    ];

    /// <summary>True where the name is one of the shared assemblies'.</summary>
    public static bool Contains(string? assemblyName) =>
        All.Any(assembly => string.Equals(assembly.GetName().Name, assemblyName, StringComparison.OrdinalIgnoreCase));

    /// <summary>The contracts of this host, <c>major.minor</c>.</summary>
    public static Version ContractsVersion { get; } = ReadContractsVersion();

    private static Version ReadContractsVersion()
    {
        // AssemblyVersion names the major alone, so that plugins bind to every minor; the file version has both.
        var text = typeof(ICatalog).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()!.Version;
        var version = Version.Parse(text);
        return new Version(version.Major, version.Minor);
    }
}

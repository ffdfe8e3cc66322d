using System.Composition;
using System.Reflection;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Gantry.Dicom.Network;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gantry.Contracts.Testing.Loading;

/// <summary>The assemblies that a host shares with its plugins, so that both sides mean the same types.</summary>
internal static class SharedAssemblies
{
    public static IReadOnlyList<AssemblyName> Names { get; } =
    [
        .. ((Type[])
        [
            typeof(IPluginContext), typeof(DicomDataSet), typeof(PixelCodecs), typeof(DimseStatus),
            typeof(ExportAttribute), typeof(ExportFactory<>), typeof(ILoggerFactory), typeof(IServiceCollection),
        ]).Select(type => type.Assembly.GetName()),
    ];

    public static bool Contains(string? name) => Names.Any(shared => string.Equals(shared.Name, name, StringComparison.OrdinalIgnoreCase));
}

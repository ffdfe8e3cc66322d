using System.Composition;
using System.Reflection;
using Gantry.Dicom.Imaging;

namespace Gantry.Contracts.Testing.Composing;

/// <summary>Reads from the attributes of an assembly which contracts its parts export.</summary>
internal static class ExportedContracts
{
    /// <exception cref="PluginRefusedException">It exports nothing that a host knows, or has types that cannot be loaded.</exception>
    public static IReadOnlySet<Type> Of(Assembly assembly)
    {
        try
        {
            var contracts = assembly.GetTypes().SelectMany(Of).Where(IsKnown).ToHashSet();
            return contracts.Count > 0 ? contracts : throw new PluginRefusedException($"{assembly.GetName().Name} exports nothing that a host knows.");
        }
        catch (ReflectionTypeLoadException exception)
        {
            var cause = exception.LoaderExceptions.FirstOrDefault(inner => inner is not null)?.Message;
            throw new PluginRefusedException($"{assembly.GetName().Name} has types that cannot be loaded: {cause}");
        }
    }

    // Codecs are interfaces of the DICOM library, so that programs without a host have them, too.
    private static bool IsKnown(Type contract) =>
        contract.Assembly == typeof(IPluginContext).Assembly || contract == typeof(IPixelDecoder) || contract == typeof(IPixelEncoder);

    private static IEnumerable<Type> Of(Type part)
    {
        var onType = part.GetCustomAttributes<ExportAttribute>().Select(export => export.ContractType ?? part);
        var onProperties = part.GetProperties().SelectMany(property =>
            property.GetCustomAttributes<ExportAttribute>().Select(export => export.ContractType ?? property.PropertyType));
        return onType.Concat(onProperties);
    }
}

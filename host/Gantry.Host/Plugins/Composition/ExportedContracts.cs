using System.Composition;
using System.Reflection;
using Gantry.Contracts;

namespace Gantry.Host.Plugins.Composition;

/// <summary>Reads from the attributes of an assembly which contracts of the host its parts export.</summary>
internal static class ExportedContracts
{
    public static IReadOnlySet<Type> Of(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes().SelectMany(Of)
                .Where(contract => contract.Assembly == typeof(ICatalog).Assembly || ServiceContracts.Codecs.Contains(contract)).ToHashSet();
        }
        catch (ReflectionTypeLoadException exception)
        {
            var cause = exception.LoaderExceptions.FirstOrDefault(inner => inner is not null)?.Message;
            throw new PluginRefusedException($"{assembly.GetName().Name} has types that cannot be loaded: {cause}");
        }
    }

    private static IEnumerable<Type> Of(Type part)
    {
        var onType = part.GetCustomAttributes<ExportAttribute>().Select(export => export.ContractType ?? part);
        var onProperties = part.GetProperties().SelectMany(property =>
            property.GetCustomAttributes<ExportAttribute>().Select(export => export.ContractType ?? property.PropertyType));
        return onType.Concat(onProperties);
    }
}

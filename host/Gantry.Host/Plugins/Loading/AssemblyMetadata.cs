using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Gantry.Host.Plugins.Loading;

/// <summary>What an assembly says of itself, read without loading anything of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="References">The assemblies it was compiled against.</param>
/// <param name="Handlers">The handlers that its types export.</param>
internal sealed record AssemblyMetadata(
    string Name, Version Version, ImmutableDictionary<string, Version> References, ImmutableArray<DeclaredHandler> Handlers)
{
    /// <summary>Reads a file; null where it is no assembly.</summary>
    public static AssemblyMetadata? Read(byte[] bytes)
    {
        try
        {
            using var image = new PEReader(ImmutableArray.Create(bytes));
            if (!image.HasMetadata)
            {
                return null;
            }

            var metadata = image.GetMetadataReader();
            var definition = metadata.GetAssemblyDefinition();
            return new AssemblyMetadata(
                metadata.GetString(definition.Name),
                definition.Version,
                metadata.AssemblyReferences.Select(metadata.GetAssemblyReference).DistinctBy(reference => metadata.GetString(reference.Name))
                    .ToImmutableDictionary(reference => metadata.GetString(reference.Name), reference => reference.Version),
                [.. metadata.TypeDefinitions.SelectMany(type => DeclaredHandler.Of(metadata, type))]);
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidOperationException)
        {
            return null;
        }
    }
}

using Gantry.Host.Plugins.Loading;

namespace Gantry.Host.Tests.Plugins;

public sealed class NativeLibrariesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gantry-");
    private readonly NativeLibraries _natives = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_library_of_the_same_name_and_content_is_loaded_from_the_first_file()
    {
        var first = Write("one", "libdriver.so", "a");

        Assert.Equal(first, _natives.Choose(first));
        Assert.Equal(first, _natives.Choose(Write("two", "libdriver.so", "a")));
    }

    [Fact]
    public void Another_name_or_content_is_another_library()
    {
        var first = _natives.Choose(Write("one", "libdriver.so", "a"));
        var (content, name) = (Write("two", "libdriver.so", "b"), Write("three", "libother.so", "a"));

        Assert.Equal((content, name), (_natives.Choose(content), _natives.Choose(name)));
        Assert.NotEqual(first, content);
    }

    private string Write(string folder, string name, string content)
    {
        var path = Path.Combine(_folder.CreateSubdirectory(folder).FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}

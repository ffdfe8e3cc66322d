using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Tests.Plugins;

public class DependencyOrderTests
{
    private sealed record Part(string Name, string[] Provides, string[] Requires);

    [Theory]
    [InlineData("find<catalog sqlite>catalog", "sqlite find")]
    [InlineData("commit<catalog,store filestore>store log<log sqlite>catalog,log", "filestore sqlite commit log")]
    [InlineData("a b c", "a b c")]
    [InlineData("a<nobody b", "a b")]
    [InlineData("a<b>a b<a>b c", "c a b")]
    [InlineData("a<b>a b<a>b", "a b")]
    [InlineData("a<a>a b", "a b")]
    [InlineData("find<catalog mysql>catalog sqlite>catalog", "mysql sqlite find")]
    public void Who_provides_comes_before_who_requires(string parts, string order)
    {
        var given = parts.Split(' ').Select(Parse).ToList();

        var ordered = DependencyOrder.Of(given, part => part.Provides, part => part.Requires);

        Assert.Equal(order, string.Join(' ', ordered.Select(part => part.Name)));
    }

    private static Part Parse(string text)
    {
        var provides = text.Split('>');
        var requires = provides[0].Split('<');
        return new Part(requires[0], [.. provides.Skip(1).SelectMany(names => names.Split(','))], [.. requires.Skip(1).SelectMany(names => names.Split(','))]);
    }
}

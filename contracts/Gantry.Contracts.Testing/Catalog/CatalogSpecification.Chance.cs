using Gantry.Dicom;
using Xunit;

namespace Gantry.Contracts.Testing;

public abstract partial class CatalogSpecification
{
    /// <summary>Whatever is asked of whatever is there: the answer is that of <see cref="InMemoryCatalog"/>, which looks at everything and matches by the book.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Answers_are_those_of_the_catalog_in_memory(int seed)
    {
        var world = new RandomWorld(seed);
        var expected = new InMemoryCatalog();
        for (var round = 0; round < 3; round++)
        {
            var entries = world.Instances(40);
            Assert.Equal(await expected.AddAsync(entries, Cancellation), await Catalog.AddAsync(entries, Cancellation));
            if (round > 0)
            {
                var removal = world.Selection();
                Assert.Equal(Locations(await expected.RemoveAsync(removal, Cancellation)), Locations(await Catalog.RemoveAsync(removal, Cancellation)));
            }

            Assert.Equal(await expected.CountAsync(Cancellation), await Catalog.CountAsync(Cancellation));
            for (var i = 0; i < 60; i++)
            {
                var query = world.Query();
                var answers = Texts(await CollectAsync(Catalog.FindAsync(query, Cancellation)));
                var right = Texts(await CollectAsync(expected.FindAsync(query, Cancellation)));
                Assert.True(right.SequenceEqual(answers, StringComparer.Ordinal), Difference($"Seed {seed}, round {round}, query {i}", query, right, answers));
            }

            for (var i = 0; i < 20; i++)
            {
                var selection = world.Selection();
                Assert.Equal(Locations(await CollectAsync(expected.SelectAsync(selection, Cancellation))), Locations(await CollectAsync(Catalog.SelectAsync(selection, Cancellation))));
            }
        }
    }

    /// <summary>Two thousand queries over one catalog: the answers are the same on every database, because they are all those of <see cref="InMemoryCatalog"/>.</summary>
    [Fact]
    public async Task Two_thousand_queries_are_answered_as_by_the_catalog_in_memory()
    {
        var world = new RandomWorld(2_000);
        var expected = new InMemoryCatalog();
        var entries = world.Instances(240);
        await expected.AddAsync(entries, Cancellation);
        await Catalog.AddAsync(entries, Cancellation);
        var matches = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var query = world.Query();
            var answers = Texts(await CollectAsync(Catalog.FindAsync(query, Cancellation)));
            var right = Texts(await CollectAsync(expected.FindAsync(query, Cancellation)));
            Assert.True(right.SequenceEqual(answers, StringComparer.Ordinal), Difference($"Query {i}", query, right, answers));
            matches += answers.Count;
        }

        Assert.True(matches > 2_000, $"{matches} matches say little about matching.");
    }

    private static string Difference(string what, CatalogQuery query, List<string> expected, List<string> found) =>
        $"{what} at {query.Level} of {query.Root} Root ({query.Options}, other Patient IDs: {query.MatchesOtherPatientIds}):\n{DataSetText.Of(query.Keys)}\nexpected\n{string.Join('\n', expected.Except(found))}\nbut found\n{string.Join('\n', found.Except(expected))}\nof {expected.Count} and {found.Count}";

    private static IEnumerable<string> Locations(IEnumerable<CatalogInstance> instances) => instances.Select(instance => instance.Location).Order(StringComparer.Ordinal);

    private static List<string> Texts(IEnumerable<DicomDataSet> answers) => [.. answers.Select(DataSetText.Of).Order(StringComparer.Ordinal)];
}

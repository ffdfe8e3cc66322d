namespace Gantry.Fuzz.Tests;

public class HarnessTests(ITestOutputHelper output)
{
    private const int Mutations = 3_000;

    public static TheoryData<string> Names => [.. Harness.All.Select(harness => harness.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_inputs_to_begin_with_are_taken(string name)
    {
        var harness = Harness.Find(name)!;
        var seeds = harness.Seeds().ToList();

        Assert.NotEmpty(seeds);
        Assert.All(seeds, seed => Take(harness, seed));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_fuzzing_has_found_is_taken(string name)
    {
        var harness = Harness.Find(name)!;
        var folder = Path.Combine(Found(), name);
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
        output.WriteLine($"{files.Length} inputs");

        Assert.All(files, file => Take(harness, File.ReadAllBytes(file)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Inputs_that_were_changed_by_chance_are_taken(string name)
    {
        var harness = Harness.Find(name)!;
        var seeds = harness.Seeds().Append([]).ToArray();
        var random = new Random(20);
        for (var round = 0; round < Mutations; round++)
        {
            Take(harness, Mutated(seeds[random.Next(seeds.Length)], seeds[random.Next(seeds.Length)], random));
        }
    }

    [Fact]
    public void Every_folder_of_what_was_found_is_of_a_harness() => Assert.All(Directory.GetDirectories(Found()), folder => Assert.NotNull(Harness.Find(Path.GetFileName(folder))));

    private static void Take(Harness harness, byte[] input)
    {
        var exception = Record.Exception(() => harness.Run(input));
        Assert.True(exception is null, $"{harness.Name} of {Convert.ToHexString(input)}: {exception}");
    }

    private static byte[] Mutated(byte[] seed, byte[] other, Random random)
    {
        var bytes = seed.ToList();
        for (var change = random.Next(6); change >= 0 && bytes.Count > 0; change--)
        {
            var place = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(place, Math.Min(random.Next(1, 9), bytes.Count - place));
                    break;
                case 3:
                    bytes.InsertRange(place, other.Skip(random.Next(other.Length + 1)).Take(random.Next(1, 40)));
                    break;
                case 4:
                    bytes[place] = random.Next(2) == 0 ? (byte)0xFF : (byte)0x00;
                    break;
                default:
                    bytes.RemoveRange(place, bytes.Count - place);
                    break;
            }
        }

        return [.. bytes];
    }

    private static string Found()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Host.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository."), "tests", "Fuzz", "Found");
    }
}

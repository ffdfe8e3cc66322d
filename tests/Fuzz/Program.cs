using Gantry.Fuzz;
using SharpFuzz;

switch (args)
{
    case ["seeds", var folder]:
        foreach (var harness in Harness.All)
        {
            var target = Directory.CreateDirectory(Path.Combine(folder, harness.Name)).FullName;
            foreach (var (index, seed) in harness.Seeds().Index())
            {
                File.WriteAllBytes(Path.Combine(target, $"{index:D2}"), seed);
            }
        }

        return 0;
    case ["replay", var name, .. var files] when Harness.Find(name) is { } harness && files.Length > 0:
        foreach (var file in files.SelectMany(file => Directory.Exists(file) ? Directory.EnumerateFiles(file) : [file]))
        {
            Console.WriteLine(file);
            harness.Run(File.ReadAllBytes(file));
        }

        return 0;
    case [var name]:
        // Code that is instrumented cannot run before the fuzzer has given it its memory, so the harness is looked up late.
        Fuzzer.Run(stream =>
        {
            using var input = new MemoryStream();
            stream.CopyTo(input);
            (Harness.Find(name) ?? throw new ArgumentException($"There is no harness {name}.")).Run(input.ToArray());
        });
        return 0;
    default:
        Console.Error.WriteLine($"usage: Gantry.Fuzz HARNESS                 (by afl-fuzz) one of {string.Join(", ", Harness.All.Select(harness => harness.Name))}");
        Console.Error.WriteLine("       Gantry.Fuzz replay HARNESS FILE...  runs inputs again, an exception tells which one fails");
        Console.Error.WriteLine("       Gantry.Fuzz seeds FOLDER            writes the inputs to begin with");
        return 2;
}

using Gantry.Tools.DictionaryGenerator;

if (args is not [var tables, var output])
{
    Console.Error.WriteLine("usage: DictionaryGenerator TABLES-FOLDER OUTPUT-FOLDER");
    Console.Error.WriteLine("e.g.   dotnet run --project tools/DictionaryGenerator tools/DictionaryGenerator/Tables dicom/Gantry.Dicom/Dictionary");
    return 2;
}

foreach (var (name, text) in GeneratedSources.Of(tables))
{
    File.WriteAllText(Path.Combine(output, name), text);
    Console.WriteLine($"{name}: {text.Length} characters");
}

foreach (var (name, bytes) in GeneratedSources.BinariesOf(tables))
{
    File.WriteAllBytes(Path.Combine(output, name), bytes);
    Console.WriteLine($"{name}: {bytes.Length} bytes");
}

return 0;

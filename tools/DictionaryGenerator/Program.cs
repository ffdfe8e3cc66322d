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

return 0;

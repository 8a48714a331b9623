/** The version of package.json; the bundler puts it in. */
declare const vmdeckVersion: string;

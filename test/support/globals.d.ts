/** Which database the jest project runs on; see jest.config.js. */
declare const DATABASE: 'sqlite' | 'postgres';
